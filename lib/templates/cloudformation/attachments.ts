import { child, rowOf } from "../node.ts";
import type { Owner } from "./policies.ts";
import { ATTACHMENT_TABLE } from "./policy-table.ts";
import { newTrace } from "./resolution.ts";
import { resolution } from "./resolve.ts";
import { walk } from "./walk.ts";

/** The managed policies that a resource attaches by ARN; one that can not be known is listed without its ARN. */
export function readAttachments(owner: Owner): void {
  const property = rowOf(ATTACHMENT_TABLE, owner.type);
  const properties = child(owner.node, "Properties");
  if (!property || !properties) return;
  const env = resolution(owner.template, newTrace());
  const { type: resourceType, logicalId } = owner;
  for (const place of walk(properties, [property, "*"], owner.path, env)) {
    if (place.kind === "gap") {
      owner.findings.attachments.push({
        resourceType,
        logicalId,
        arn: null,
        path: place.gap.path,
        span: place.gap.span,
      });
    }
    if (place.kind !== "found") continue;
    const outcome = env.resolve(place.node, place.path, { ...env, trace: newTrace() });
    if (outcome.kind === "absent") continue;
    const arn = outcome.kind === "string" ? outcome.value : null;
    owner.findings.attachments.push({ resourceType, logicalId, arn, path: place.path, span: place.node.span });
  }
}
