import type { Node } from "#lib/iam/index.ts";
import { child, items, stringValue } from "../node.ts";
import type { Path } from "../reading.ts";

/**
 * A resource as the plan leaves it. `address` is the full one (`module.a["x.y"].aws_iam_role.r["k.l"]`), and the logical
 * id of its policies. `unknown` mirrors `after` with `true` at every value that only the apply decides; it is undefined
 * where the plan does not say, and then a value that is not there counts as unknown.
 */
export type PlannedResource = {
  address: string;
  type: string;
  name: string;
  node: Node;
  after: Node;
  before: Node | undefined;
  unknown: Node | undefined;
  path: Path;
};

/** Managed resources that exist after the plan: those of `resource_changes`, then any that only `planned_values` has. */
export function plannedResources(root: Node): PlannedResource[] {
  const changes = items(child(root, "resource_changes"));
  const changed = changes.flatMap((node, index) => changedResource(node, ["resource_changes", index]) ?? []);
  const known = new Set(changes.map((node) => stringValue(child(node, "address"))));
  const planned = moduleResources(child(child(root, "planned_values"), "root_module"), [
    "planned_values",
    "root_module",
  ]);
  return [...changed, ...planned.filter((resource) => !known.has(resource.address))];
}

function changedResource(node: Node, path: Path): PlannedResource | undefined {
  const change = child(node, "change");
  const after = child(change, "after");
  const identity = managed(node);
  if (!identity || after?.kind !== "object" || child(node, "deposed")) return undefined;
  return {
    ...identity,
    node,
    after,
    before: child(change, "before"),
    unknown: child(change, "after_unknown") ?? { kind: "object", entries: [], span: node.span },
    path: [...path, "change", "after"],
  };
}

function moduleResources(module: Node | undefined, path: Path): PlannedResource[] {
  const own = items(child(module, "resources")).flatMap((node, index): PlannedResource[] => {
    const after = child(node, "values");
    const identity = managed(node);
    if (!identity || after?.kind !== "object") return [];
    const place = [...path, "resources", index, "values"];
    return [{ ...identity, node, after, before: undefined, unknown: undefined, path: place }];
  });
  const inner = items(child(module, "child_modules")).flatMap((each, index) =>
    moduleResources(each, [...path, "child_modules", index]),
  );
  return [...own, ...inner];
}

export function managed(node: Node): { address: string; type: string; name: string } | undefined {
  const address = stringValue(child(node, "address"));
  const type = stringValue(child(node, "type"));
  const name = stringValue(child(node, "name"));
  if (address === undefined || type === undefined || name === undefined) return undefined;
  return stringValue(child(node, "mode")) === "data" ? undefined : { address, type, name };
}
