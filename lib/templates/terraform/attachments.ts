import { stringValue } from "../node.ts";
import { isConfigured } from "./configuration.ts";
import { holdersOf } from "./holders.ts";
import { places } from "./places.ts";
import type { PlannedResource } from "./plan.ts";
import type { Plan } from "./policies.ts";
import { ATTACHMENT_TABLE } from "./policy-table.ts";

/** Reads the managed policies a planned resource attaches. An unknown policy is listed without its ARN. */
export function readAttachments(resource: PlannedResource, plan: Plan): void {
  for (const { type, path, named } of ATTACHMENT_TABLE) {
    if (type !== resource.type) continue;
    for (const place of places(resource.after, resource.unknown ?? "none", path, resource.path)) {
      if (place.kind === "absent") continue;
      // AWS fills in a role's own unset list with the policies that others attach.
      const isWhole = place.path.length === resource.path.length + 1 && place.kind === "unknown";
      if (isWhole && isConfigured(plan.configuration, resource, path[0] ?? "") === false) continue;
      plan.findings.attachments.push({
        resourceType: resource.type,
        logicalId: resource.address,
        arn: named ? null : (stringValue(place.node) ?? null),
        ...holdersOf(resource, plan),
        path: place.path,
        span: (place.node ?? resource.node).span,
        assumptions: [],
      });
    }
  }
}
