import type { Access } from "#lib/iam/index.ts";

type Kind = "IDENTITY_POLICY" | "RESOURCE_POLICY";

/** One check in wire format. Documents are JSON texts. */
export type AwsCheck =
  | {
      operation: "CheckNoNewAccess";
      input: { newPolicyDocument: string; existingPolicyDocument: string; policyType: Kind };
    }
  | { operation: "CheckAccessNotGranted"; input: { policyDocument: string; access: [Access]; policyType: Kind } }
  | { operation: "CheckNoPublicAccess"; input: { policyDocument: string; resourceType: string } };

/** The input of ValidatePolicy. */
export type AwsValidation = {
  operation: "ValidatePolicy";
  input: {
    policyDocument: string;
    policyType: Kind | "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY";
    validatePolicyResourceType?: ValidatedType;
  };
};

export type AwsQuestion = AwsCheck | AwsValidation;

/** The resource types known to ValidatePolicy. */
export const VALIDATED_TYPES = [
  "AWS::DynamoDB::Table",
  "AWS::IAM::AssumeRolePolicyDocument",
  "AWS::S3::AccessPoint",
  "AWS::S3::Bucket",
  "AWS::S3::MultiRegionAccessPoint",
  "AWS::S3ObjectLambda::AccessPoint",
] as const;
type ValidatedType = (typeof VALIDATED_TYPES)[number];
