import { OPERATORS } from "../../language/index.ts";
import { takesAction } from "../broad-grant.ts";
import type { Check } from "../check.ts";
import { groupBy } from "../group-by.ts";
import { atKey } from "../place.ts";
import type { ConditionView } from "../statement-view.ts";
import { conditionsIn, tests, valueText } from "../walk.ts";

export const invalidConditionKeyFormat: Check = {
  code: "INVALID_CONDITION_KEY_FORMAT",
  type: "ERROR",
  details: "The condition key format is not valid. Use the format service:keyname.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      if (!/^[^\s:]+:[^\s:]/.test(condition.key.key)) yield { locations: [atKey(condition.key)] };
    }
  },
};

export const duplicateKeysWithDifferentCase: Check = {
  code: "DUPLICATE_KEYS_WITH_DIFFERENT_CASE",
  type: "ERROR",
  details:
    "The condition key {{key}} appears more than once with different capitalization in the same condition block. Remove the duplicate condition keys.",
  *find({ statements }) {
    for (const { conditions } of statements) {
      const blocks = groupBy(conditions, ({ operator, name }) => `${operator.key} ${name}`);
      for (const [first, ...others] of blocks.values()) {
        if (first === undefined || others.length === 0) continue;
        const keys = [first, ...others].map(({ key }) => key);
        yield { locations: keys.map(atKey), values: { key: first.key.key } };
      }
    }
  },
};

export const deprecatedGlobalConditionKey: Check = {
  code: "DEPRECATED_GLOBAL_CONDITION_KEY",
  type: "WARNING",
  details: "We recommend that you update aws:ARN to use the newer condition key aws:PrincipalArn.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      if (condition.name === "aws:arn") yield { locations: [atKey(condition.key)] };
    }
  },
};

const SENT_BY_THE_CALLER = ["aws:referer", "aws:useragent"];

export const untrustworthyConditionKey: Check = {
  code: "UNTRUSTWORTHY_CONDITION_KEY",
  type: "SECURITY_WARNING",
  details:
    "The {{key}} condition key is not recommended for access control as it can be spoofed/manipulated by the caller.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      if (!SENT_BY_THE_CALLER.includes(condition.name)) continue;
      yield { locations: [atKey(condition.key)], values: { key: condition.key.key } };
    }
  },
};

export const irrelevantConditionKeyInPolicy: Check = {
  code: "IRRELEVANT_CONDITION_KEY_IN_POLICY",
  type: "SUGGESTION",
  details:
    "The condition key {{condition-key}} is not relevant for the {{resource-type}} policy.  Use this key in an identity-based policy to govern access to this resource.",
  *find(document) {
    const { type, resourceType = "" } = document;
    if (type !== "resource" || !["AWS::S3::Bucket", "AWS::S3::AccessPoint"].includes(resourceType)) return;
    for (const { condition } of conditionsIn(document)) {
      if (condition.name !== "s3:resourceaccount") continue;
      yield {
        locations: [atKey(condition.key)],
        values: { "condition-key": condition.key.key, "resource-type": resourceType },
      };
    }
  },
};

export const missingPairedConditionKeys: Check = {
  code: "MISSING_PAIRED_CONDITION_KEYS",
  type: "SECURITY_WARNING",
  details:
    "Using the condition key {{conditionKeyName}} can be overly permissive without also using the following condition keys: {{recommendedKeys}}. Condition keys like this one are more secure when paired with a related key. We recommend that you add the related condition keys to the same condition block.",
  *find(document) {
    for (const { statement, condition } of conditionsIn(document)) {
      if (
        condition.name !== "aws:vpcsourceip" ||
        tests(statement, "aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn")
      )
        continue;
      yield {
        locations: [atKey(condition.key)],
        values: { conditionKeyName: condition.key.key, recommendedKeys: "aws:SourceVpc" },
      };
    }
  },
};

export const s3PrefixInNegativeContext: Check = {
  code: "S3_PREFIX_IN_NEGATIVE_CONTEXT",
  type: "SECURITY_WARNING",
  details:
    "Using the s3:prefix condition key in a Deny statement or with a negated string operator does not block listing the objects under the matching prefixes. A request that specifies a shorter prefix does not match the condition and can still list those objects. To restrict listing to specific prefixes, use s3:prefix with StringLike in an Allow statement, or use a Deny statement with StringNotLike.",
  *find(document) {
    for (const { statement, condition } of conditionsIn(document)) {
      if (condition.name !== "s3:prefix" || condition.read === undefined || statement.effect === undefined) continue;
      const { family, negated } = OPERATORS[condition.read.operator];
      if (family === "string" && negated === (statement.effect === "Allow"))
        yield { locations: [atKey(condition.key)] };
    }
  },
};

const READS = ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"];

export const dynamodbAttributesWithoutSelect: Check = {
  code: "DYNAMODB_ATTRIBUTES_WITHOUT_SELECT",
  type: "SECURITY_WARNING",
  details:
    "Restricting dynamodb:Attributes without also setting dynamodb:Select to SPECIFIC_ATTRIBUTES allows all attributes to be returned on read requests that omit a projection expression. We recommend that you also set dynamodb:Select to SPECIFIC_ATTRIBUTES.",
  *find(document) {
    for (const { statement, condition } of conditionsIn(document)) {
      if (condition.name !== "dynamodb:attributes" || statement.effect !== "Allow") continue;
      if (
        statement.conditionsOf.get("dynamodb:select")?.some(selects) ||
        !statement.actions.some(({ node }) => reads(node.value))
      )
        continue;
      yield { locations: [atKey(condition.key)] };
    }
  },
};

function selects({ read, values }: ConditionView): boolean {
  return read?.operator === "StringEquals" && values.every((value) => valueText(value) === "SPECIFIC_ATTRIBUTES");
}

function reads(pattern: string): boolean {
  return READS.some((action) => takesAction(pattern, action));
}
