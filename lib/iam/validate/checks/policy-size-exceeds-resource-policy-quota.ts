import type { Check } from "../check.ts";
import { oversized } from "../size.ts";

/** Resource types whose policies may hold 20 KB. */
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
