import type { Node, Span } from "#lib/iam/index.ts";
import { child, items, stringValue } from "../node.ts";
import type { Path } from "../reading.ts";

/**
 * A resource as the plan leaves it. `address` is the full one (`module.a["x.y"].aws_iam_role.r["k.l"]`), and the
 * logical id of its policies. `unknown` mirrors `after` with `true` at every value that only the apply decides. It is
 * undefined if the plan has no mask, and then an absent value counts as unknown.
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

/** A part of a plan that should be a resource, or a list of them, but is not. */
export type Misread = { message: string; path: Path; span: Span };

const NO_RESOURCE = "This is not a valid plan resource; its policies are not read.";
const NO_LIST = "A list of resources is expected here.";

/** Managed resources that exist after the plan: those of `resource_changes`, then any that only `planned_values` has. */
export function plannedResources(root: Node): (PlannedResource | Misread)[] {
  const changes = listIn(root, "resource_changes", []);
  const known = new Set(changes.map((each) => ("node" in each ? stringValue(child(each.node, "address")) : undefined)));
  const changed = changes.flatMap((each) => ("node" in each ? changedResource(each.node, each.path) : each));
  const values = child(root, "planned_values");
  if (values && values.kind !== "object")
    changed.push({ message: NO_RESOURCE, path: ["planned_values"], span: values.span });
  const planned = moduleResources(child(values, "root_module"), ["planned_values", "root_module"]);
  return [...changed, ...planned.filter((each) => !("address" in each) || !known.has(each.address))];
}

/** Managed resources as deployed before the plan, including those it deletes. All their values are known. */
export function deployedResources(root: Node): PlannedResource[] {
  return listIn(root, "resource_changes", []).flatMap((each) => {
    if (!("node" in each) || isData(each.node) || child(each.node, "deposed")) return [];
    const { node, path } = each;
    const identity = managed(node);
    const before = child(child(node, "change"), "before");
    if (!identity || before?.kind !== "object") return [];
    const unknown: Node = { kind: "object", entries: [], span: node.span };
    return [{ ...identity, node, after: before, before: undefined, unknown, path: [...path, "change", "before"] }];
  });
}

function listIn(node: Node | undefined, name: string, path: Path): ({ node: Node; path: Path } | Misread)[] {
  const list = child(node, name);
  if (!list || list.kind === "null") return [];
  if (list.kind !== "array") return [{ message: NO_LIST, path: [...path, name], span: list.span }];
  return list.items.map((item, index) => ({ node: item, path: [...path, name, index] }));
}

/** A deleted resource, or an old object left behind by a replacement, has nothing after the plan. */
function changedResource(node: Node, path: Path): (PlannedResource | Misread)[] {
  if (isData(node) || child(node, "deposed")) return [];
  const change = child(node, "change");
  const after = child(change, "after");
  const identity = managed(node);
  const actions = items(child(change, "actions")).map(stringValue);
  const goes = actions.length > 0 && actions.every((action) => action === "delete" || action === "forget");
  if (identity && goes && (!after || after.kind === "null")) return [];
  if (!identity || after?.kind !== "object") return [{ message: NO_RESOURCE, path, span: node.span }];
  return [
    {
      ...identity,
      node,
      after,
      before: child(change, "before"),
      unknown: child(change, "after_unknown") ?? { kind: "object", entries: [], span: node.span },
      path: [...path, "change", "after"],
    },
  ];
}

function moduleResources(module: Node | undefined, path: Path): (PlannedResource | Misread)[] {
  const own = listIn(module, "resources", path).flatMap((each): (PlannedResource | Misread)[] => {
    if (!("node" in each)) return [each];
    const { node, path: place } = each;
    if (isData(node)) return [];
    const after = child(node, "values");
    const identity = managed(node);
    if (!identity || after?.kind !== "object") return [{ message: NO_RESOURCE, path: place, span: node.span }];
    return [{ ...identity, node, after, before: undefined, unknown: undefined, path: [...place, "values"] }];
  });
  const inner = listIn(module, "child_modules", path).flatMap((each) =>
    "node" in each ? moduleResources(each.node, each.path) : [each],
  );
  return [...own, ...inner];
}

export function isData(node: Node): boolean {
  return stringValue(child(node, "mode")) === "data";
}

export function managed(node: Node): { address: string; type: string; name: string } | undefined {
  const address = stringValue(child(node, "address"));
  const type = stringValue(child(node, "type"));
  const name = stringValue(child(node, "name"));
  if (address === undefined || type === undefined || name === undefined) return undefined;
  return isData(node) ? undefined : { address, type, name };
}
