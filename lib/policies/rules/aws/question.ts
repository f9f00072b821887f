import type { Access } from "#lib/iam/index.ts";

type Kind = "IDENTITY_POLICY" | "RESOURCE_POLICY";

/** One check as it goes over the wire. Documents are JSON texts. */
export type AwsQuestion =
  | {
      operation: "CheckNoNewAccess";
      input: { newPolicyDocument: string; existingPolicyDocument: string; policyType: Kind };
    }
  | { operation: "CheckAccessNotGranted"; input: { policyDocument: string; access: [Access]; policyType: Kind } }
  | { operation: "CheckNoPublicAccess"; input: { policyDocument: string; resourceType: string } };

/** What ValidatePolicy is asked. `resourceType` is one of those it knows, such as AWS::S3::Bucket. */
export type AwsValidation = {
  policyDocument: string;
  policyType: Kind | "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY";
  resourceType?: string;
};
