import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { valuesOf } from "../walk.ts";

const KEY_ARN = /^arn:[^:]+:kms:[^:]+:(?:\d{12}|[^:]*[*?][^:]*):(?:key\/.+|.*[*?].*)$/;

export const invalidKmsKeyValue: Check = {
  code: "INVALID_KMS_KEY_VALUE",
  type: "ERROR",
  details: "The {{key}} condition key value must be a valid KMS key ARN.",
  *find(document) {
    for (const { condition, value, text } of valuesOf(document, ["string"])) {
      if (condition.name !== "s3:x-amz-server-side-encryption-aws-kms-key-id" || KEY_ARN.test(text)) continue;
      if (/^\*+$/.test(text)) continue;
      yield { locations: [at(value)], values: { key: condition.key.key } };
    }
  },
};
