import type { PolicyDocument } from "../policy-document.ts";

/**
 * What a resource policy is attached to: its name in AWS's messages, the service, and the resource types the policy may
 * name.
 */
export type AttachedResource = { label: string; service: string; types: readonly string[] };

/** An access point's ARN also names the objects behind it. AWS does not accept the bucket's ARN here. */
const S3_ACCESS_POINT = ["accesspoint", "accesspointobject", "multiregionaccesspoint"];

const ATTACHED: Readonly<Record<string, AttachedResource>> = {
  "AWS::DynamoDB::Table": { label: "DynamoDB Table", service: "dynamodb", types: ["table", "index"] },
  "AWS::IAM::AssumeRolePolicyDocument": { label: "IAM Role Trust Policy", service: "sts", types: ["role"] },
  "AWS::S3::AccessPoint": { label: "S3 Access Point", service: "s3", types: S3_ACCESS_POINT },
  "AWS::S3::Bucket": { label: "S3 Bucket", service: "s3", types: ["bucket", "object"] },
  "AWS::S3::MultiRegionAccessPoint": {
    label: "S3 Multi-Region Access Point",
    service: "s3",
    types: S3_ACCESS_POINT,
  },
  "AWS::S3ObjectLambda::AccessPoint": {
    label: "S3 Object Lambda Access Point",
    service: "s3-object-lambda",
    types: ["objectlambdaaccesspoint"],
  },
};

export function attachedResource({ type, resourceType }: PolicyDocument): AttachedResource | undefined {
  if (type !== "resource" || resourceType === undefined || !Object.hasOwn(ATTACHED, resourceType)) return undefined;
  return ATTACHED[resourceType];
}
