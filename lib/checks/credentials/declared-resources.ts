import type { Node, Span } from "#lib/iam/index.ts";
import { child, children } from "#lib/templates/node.ts";
import { plannedResources } from "#lib/templates/terraform/plan.ts";

/** A resource as a template or plan declares it. `properties` are what it will have. */
export type DeclaredResource = { name: string; type: string; properties: Node | undefined; span: Span };

/** The resources of a CloudFormation template, or those that exist after a Terraform plan; none for anything else. */
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
