import { isFixed } from "../arn.ts";
import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { valuesOf } from "../walk.ts";

const KEY_ARN = /^arn:[^:]+:kms:[^:]+:([^:]*):(.*)$/;

/** Whether a text is the ARN of a key, or a pattern that may match some. */
function isKeyArn(text: string): boolean {
  const [, account, key] = KEY_ARN.exec(text) ?? [];
  if (account === undefined || key === undefined) return false;
  return /^\d{12}$|[*?]/.test(account) && /^key\/.|[*?]/.test(key);
}

export const invalidKmsKeyValue: Check = {
  code: "INVALID_KMS_KEY_VALUE",
  type: "ERROR",
  details: "The {{key}} condition key value must be a valid KMS key ARN.",
  *find(document) {
    for (const { condition, value, text } of valuesOf(document, ["string"])) {
      if (condition.name !== "s3:x-amz-server-side-encryption-aws-kms-key-id" || isKeyArn(text)) continue;
      if (/^\*+$/.test(text)) continue;
      yield { locations: [at(value)], values: { key: condition.key.key } };
    }
  },
};

export const invalidVpcFormat: Check = {
  code: "INVALID_VPC_FORMAT",
  type: "ERROR",
  details:
    "The VPC identifier in the condition key value is not valid. Use the prefix 'vpc-' followed by 8 or 17 alphanumeric characters.",
  *find(document) {
    for (const { condition, value, text } of valuesOf(document, ["string"])) {
      if (condition.name !== "aws:sourcevpc" || !isFixed(text)) continue;
      if (!/^vpc-(?:[a-z0-9]{8}|[a-z0-9]{17})$/i.test(text)) yield { locations: [at(value)] };
    }
  },
};

export const invalidVpceFormat: Check = {
  code: "INVALID_VPCE_FORMAT",
  type: "ERROR",
  details:
    "The VPCE identifier in the condition key value is not valid.  Use the prefix 'vpce-' followed by 8 or 17 alphanumeric characters.",
  *find(document) {
    for (const { condition, value, text } of valuesOf(document, ["string"])) {
      if (condition.name !== "aws:sourcevpce" || !isFixed(text)) continue;
      if (!/^vpce-(?:[a-z0-9]{8}|[a-z0-9]{17})$/i.test(text)) yield { locations: [at(value)] };
    }
  },
};
