import type { Check, Found } from "../check.ts";
import { at } from "../place.ts";
import type { PolicyDocument } from "../policy-document.ts";
import { isTrustPolicy } from "../trust.ts";

/** A policy longer than a quota, in characters. */
function* oversized({ root }: PolicyDocument, size: number, quota: number): Generator<Found> {
  if (root === undefined || size <= quota) return;
  yield { locations: [at(root)], values: { policySize: String(size), policySizeQuota: String(quota) } };
}

/** White space is not counted. AWS's answers count one extra character, the end of the text. */
function countedCharacters(source: string): number {
  return source.length - (source.match(/\s/g)?.length ?? 0) + 1;
}

export const policySizeExceedsIdentityPolicyQuota: Check = {
  code: "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA",
  type: "WARNING",
  details:
    "The {{policySize}} characters in the identity policy, excluding whitespace, exceed the {{policySizeQuota}} character maximum for inline and managed policies. We recommend that you use multiple granular policies.",
  *find(document) {
    if (document.type === "identity") yield* oversized(document, countedCharacters(document.source), 10_240);
  },
};

/** Resource types whose policies may have up to 20 KB. */
const LIMITED = [
  "AWS::S3::Bucket",
  "AWS::S3::AccessPoint",
  "AWS::S3::MultiRegionAccessPoint",
  "AWS::S3ObjectLambda::AccessPoint",
  "AWS::DynamoDB::Table",
];

export const policySizeExceedsResourcePolicyQuota: Check = {
  code: "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA",
  type: "WARNING",
  details:
    "The {{policySize}} characters in the resource policy exceed the {{policySizeQuota}} character maximum for resource policies. We recommend that you use multiple granular policies.",
  *find(document) {
    if (document.type !== "resource" || !LIMITED.includes(document.resourceType ?? "")) return;
    yield* oversized(document, document.source.length, 20_480);
  },
};

export const policySizeExceedsRoleTrustPolicyQuota: Check = {
  code: "POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA",
  type: "WARNING",
  details:
    "The characters in the role trust policy, excluding whitespace, exceed the character maximum. We recommend that you request a role trust policy length quota increase using Service Quotas and AWS Support Center. If the quotas have already been increased, then you can ignore this warning.",
  *find(document) {
    if (isTrustPolicy(document)) yield* oversized(document, countedCharacters(document.source), 2_048);
  },
};

export const policySizeExceedsScpQuota: Check = {
  code: "POLICY_SIZE_EXCEEDS_SCP_QUOTA",
  type: "ERROR",
  details:
    "The {{policySize}} characters in the service control policy (SCP) exceed the {{policySizeQuota}} character maximum for SCPs. We recommend that you use multiple granular policies.",
  *find(document) {
    if (document.type === "service_control") yield* oversized(document, document.source.length, 10_240);
  },
};

export const policySizeExceedsRcpQuota: Check = {
  code: "POLICY_SIZE_EXCEEDS_RCP_QUOTA",
  type: "ERROR",
  details:
    "The {{policySize}} characters in the resource control policy (RCP) exceed the {{policySizeQuota}} character maximum for RCPs. We recommend that you use multiple granular policies.",
  *find(document) {
    if (document.type === "resource_control") yield* oversized(document, document.source.length, 5_120);
  },
};
