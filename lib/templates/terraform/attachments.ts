import { rowOf, stringValue } from "../node.ts";
import { places } from "./places.ts";
import type { PlannedResource } from "./plan.ts";
import type { Plan } from "./policies.ts";
import { ATTACHMENT_TABLE } from "./policy-table.ts";

/** The managed policies that a planned resource attaches by ARN. */
export function readAttachments(resource: PlannedResource, plan: Plan): void {
  const attribute = rowOf(ATTACHMENT_TABLE, resource.type);
  if (!attribute) return;
  const steps = attribute.endsWith("s") ? [attribute, "*"] : [attribute];
  for (const place of places(resource.after, resource.unknown ?? "none", steps, resource.path)) {
    // The role's own list is unknown whenever it is not set, and then others attach the policies.
    if (place.kind === "absent" || (place.kind === "unknown" && steps.length > 1)) continue;
    plan.findings.attachments.push({
      resourceType: resource.type,
      logicalId: resource.address,
      arn: stringValue(place.node) ?? null,
      path: place.path,
      span: (place.node ?? resource.node).span,
    });
  }
}
