import type { Node, Span } from "#lib/iam/index.ts";
import { child, children } from "#lib/templates/node.ts";
import { plannedResources } from "#lib/templates/terraform/plan.ts";

/** A resource declared in a template or plan. `properties` are its planned values. */
export type DeclaredResource = { name: string; type: string; properties: Node | undefined; span: Span };

/** Resources of a CloudFormation template, or those existing after a Terraform plan; none for other input. */
export function declaredResources(root: Node): DeclaredResource[] {
  const declared = [...children(child(root, "Resources"))].flatMap(([name, node]): DeclaredResource[] => {
    const type = child(node, "Type");
    if (type?.kind !== "string") return [];
    return [{ name, type: type.value, properties: child(node, "Properties"), span: type.span }];
  });
  return [...declared, ...plannedResources(root).flatMap(terraformResource)];
}

function terraformResource(planned: ReturnType<typeof plannedResources>[number]): DeclaredResource[] {
  if ("message" in planned) return [];
  const { address, type, after, node } = planned;
  return [{ name: address, type, properties: after, span: child(node, "type")?.span ?? node.span }];
}
