import type { Check } from "../check.ts";
import { atKey } from "../place.ts";
import { conditionsIn } from "../walk.ts";

/** Global and cross-service keys that hold an ARN. Source: IAM User Guide, "AWS global condition context keys". */
const ARN_KEYS = [
  "aws:principalarn",
  "aws:sourcearn",
  "aws:sourcevpcarn",
  "aws:signinsessionarn",
  "aws:chatbotsourcearn",
  "ec2:sourceinstancearn",
  "lambda:sourcefunctionarn",
  "ssm:sourceinstancearn",
  "codebuild:buildarn",
  "codebuild:projectarn",
];

export const stringLikeOperatorWithArnConditionKeys: Check = {
  code: "STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS",
  type: "SECURITY_WARNING",
  details: "Use the operator type {{allowed}} instead of operator {{operator}} for the condition key {{key}}.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      const { read, name, operator, key } = condition;
      if (!ARN_KEYS.includes(name)) continue;
      const allowed =
        read?.operator === "StringLike" ? "ArnLike" : read?.operator === "StringNotLike" ? "ArnNotLike" : undefined;
      if (allowed === undefined) continue;
      yield { locations: [atKey(operator)], values: { allowed, operator: operator.key, key: key.key } };
    }
  },
};
