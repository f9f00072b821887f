import { arrayNode, canonicalJson, objectNode, stringNode } from "#lib/templates/node.ts";
import type { Attachment, TemplatePolicy, TemplateReading } from "#lib/templates/read.ts";

type Read = Extract<TemplateReading, { ok: true }>;

/** Managed policies of AWS whose whole text is known and never changes. */
const ALLOWS_ALL = /^arn:[^:]+:iam::aws:policy\/AdministratorAccess$/;

/**
 * The reading with attached policies of AWS in place of their ARNs, where what they grant is known: an attached
 * AdministratorAccess is judged like a policy that is written out.
 */
export function withKnownPolicies(reading: Read): Read {
  const known = reading.attachments.filter(({ arn }) => arn !== null && ALLOWS_ALL.test(arn));
  if (known.length === 0) return reading;
  return {
    ...reading,
    policies: [...reading.policies, ...known.map(administratorAccess)],
    attachments: reading.attachments.filter((attachment) => !known.includes(attachment)),
  };
}

function administratorAccess({ logicalId, resourceType, path, span }: Attachment): TemplatePolicy {
  const text = (value: string) => stringNode(value, span);
  const statement = objectNode(
    [
      ["Effect", text("Allow")],
      ["Action", text("*")],
      ["Resource", text("*")],
    ],
    span,
  );
  const node = objectNode(
    [
      ["Version", text("2012-10-17")],
      ["Statement", arrayNode([statement], span)],
    ],
    span,
  );
  return {
    kind: "identity",
    resourceType,
    logicalId,
    policyName: "AdministratorAccess",
    publicType: null,
    path,
    span,
    node,
    text: canonicalJson(node),
    assumptions: [],
  };
}
