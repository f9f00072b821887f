import type { Node, Span } from "#lib/iam/index.ts";
import { child, children, items, stringValue } from "#lib/templates/node.ts";

/** A resource as a template or plan declares it. `properties` are what it will have. */
export type DeclaredResource = { name: string; type: string; properties: Node | undefined; span: Span };

/** The resources of a CloudFormation template or of a Terraform plan; none for anything else. */
export function declaredResources(root: Node): DeclaredResource[] {
  const declared = [...children(child(root, "Resources"))].flatMap(([name, node]): DeclaredResource[] => {
    const type = child(node, "Type");
    if (type?.kind !== "string") return [];
    return [{ name, type: type.value, properties: child(node, "Properties"), span: type.span }];
  });
  const changes = items(child(root, "resource_changes")).map((node) => ({
    node,
    after: child(child(node, "change"), "after"),
  }));
  const planned = changes.length > 0 ? changes : plannedOnly(child(child(root, "planned_values"), "root_module"));
  return [...declared, ...planned.flatMap(({ node, after }) => terraformResource(node, after))];
}

type Planned = { node: Node; after: Node | undefined };

function plannedOnly(module: Node | undefined): Planned[] {
  const own = items(child(module, "resources")).map((node) => ({ node, after: child(node, "values") }));
  return [...own, ...items(child(module, "child_modules")).flatMap(plannedOnly)];
}

function terraformResource(node: Node, after: Node | undefined): DeclaredResource[] {
  const name = stringValue(child(node, "address"));
  const type = child(node, "type");
  if (name === undefined || type?.kind !== "string" || after?.kind !== "object") return [];
  if (stringValue(child(node, "mode")) === "data") return [];
  return [{ name, type: type.value, properties: after, span: type.span }];
}
