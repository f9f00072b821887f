import { OPERATORS } from "../../../language/index.ts";
import { isFixed } from "../../arn.ts";
import type { ServiceCheck } from "../../check.ts";
import { at, atKey, isText } from "../../place.ts";
import { conditionsIn } from "../../walk.ts";
import { comparisons, keyType, readConditions } from "../condition-key.ts";
import { isNoRegion } from "../regions.ts";

export const missingQualifier: ServiceCheck = {
  code: "MISSING_QUALIFIER",
  type: "ERROR",
  details:
    "The request context key {{key}} has multiple values. Use the ForAllValues or ForAnyValue condition key qualifiers in your policy.",
  *find(document, facts) {
    for (const { condition, read, many } of comparisons(document, facts)) {
      if (many && read.quantifier === undefined)
        yield { locations: [atKey(condition.key)], values: { key: condition.key.key } };
    }
  },
};

/** In a Deny, a missing key makes the statement apply, which denies more rather than less. */
export const forallvaluesWithSingleValuedKey: ServiceCheck = {
  code: "FORALLVALUES_WITH_SINGLE_VALUED_KEY",
  type: "SECURITY_WARNING",
  details:
    "Using ForAllValues qualifier with the single-valued condition key {{key}} can be overly permissive. We recommend that you remove ForAllValues:.",
  *find(document, facts) {
    for (const { statement, condition, read, many } of comparisons(document, facts)) {
      if (statement.effect !== "Allow" || many || read.quantifier !== "ForAllValues") continue;
      yield { locations: [atKey(condition.key)], values: { key: condition.key.key } };
    }
  },
};

export const invalidConditionMultipleBoolean: ServiceCheck = {
  code: "INVALID_CONDITION_MULTIPLE_BOOLEAN",
  type: "ERROR",
  details: "The condition key does not support multiple Boolean values. Use a single Boolean value.",
  *find(document, facts) {
    for (const { condition, reading } of readConditions(document, facts)) {
      const { read, values, key } = condition;
      if (read === undefined || values.length < 2) continue;
      const type = "key" in reading ? keyType(reading.key) : undefined;
      const boolean = read.operator === "Bool" || type?.base === "Bool";
      if (read.operator === "Null" || (boolean && type?.many !== true)) yield { locations: [at(key.value)] };
    }
  },
};

/** Some policies use these names for global services, which have no Region. */
const NO_PLACE = new Set(["global", "aws-global"]);

export const invalidRegion: ServiceCheck = {
  code: "INVALID_REGION",
  type: "ERROR",
  details: "The Region {{region}} is not valid. Update the condition value to a supported Region.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      if (condition.name !== "aws:requestedregion" || condition.read === undefined) continue;
      if (OPERATORS[condition.read.operator].family !== "string") continue;
      for (const value of condition.values.filter(isText)) {
        const region = value.node.value;
        if (isFixed(region) && !NO_PLACE.has(region) && isNoRegion(region))
          yield { locations: [at(value)], values: { region } };
      }
    }
  },
};
