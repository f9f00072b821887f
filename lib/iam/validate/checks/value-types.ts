import { readAddressRange, readBool, readBytes, readDate, readNumber } from "../../language/index.ts";
import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { conditionsIn, valuesOf, valueText } from "../walk.ts";

export const typeMismatchString: Check = {
  code: "TYPE_MISMATCH_STRING",
  type: "WARNING",
  details: "Add a valid base64-encoded string value for the condition operator {{operator}}.",
  *find(document) {
    for (const { condition, value, text } of valuesOf(document, ["binary"])) {
      if (readBytes(text) !== undefined) continue;
      yield { locations: [at(value)], values: { operator: condition.operator.key } };
    }
  },
};

export const typeMismatchNumber: Check = {
  code: "TYPE_MISMATCH_NUMBER",
  type: "WARNING",
  details: "Add a valid numeric value for the condition operator {{operator}}.",
  *find(document) {
    for (const { condition, value, text } of valuesOf(document, ["number"])) {
      if (readNumber(text) !== undefined) continue;
      yield { locations: [at(value)], values: { operator: condition.operator.key } };
    }
  },
};

export const typeMismatchBoolean: Check = {
  code: "TYPE_MISMATCH_BOOLEAN",
  type: "WARNING",
  details: "Add a valid Boolean value (true or false) for the condition operator {{operator}}.",
  *find(document) {
    for (const { condition, value, text } of valuesOf(document, ["bool", "null"])) {
      if (readBool(text) !== undefined) continue;
      yield { locations: [at(value)], values: { operator: condition.operator.key } };
    }
  },
};

export const typeMismatchDate: Check = {
  code: "TYPE_MISMATCH_DATE",
  type: "WARNING",
  details:
    "The date condition operator is used with an invalid value. Specify a valid date using YYYY-MM-DD or other ISO 8601 date/time format.",
  *find(document) {
    for (const { condition, value, text } of valuesOf(document, ["date"])) {
      if (readDate(text) !== undefined) continue;
      yield { locations: [at(value)], values: { operator: condition.operator.key } };
    }
  },
};

export const invalidDateValue: Check = {
  code: "INVALID_DATE_VALUE",
  type: "WARNING",
  details: "The date {{date}} might not resolve as expected. We recommend that you use the YYYY-MM-DD format.",
  *find(document) {
    for (const { value, text } of valuesOf(document, ["date"])) {
      if (/^-?\d{5,12}$/.test(text)) yield { locations: [at(value)], values: { date: text } };
    }
  },
};

export const typeMismatchIpRange: Check = {
  code: "TYPE_MISMATCH_IP_RANGE",
  type: "ERROR",
  details:
    "The condition operator {{operator}} is used with an invalid IP range value. Specify the IP range in standard CIDR format.",
  *find(document) {
    for (const { condition, value, text } of valuesOf(document, ["ip"])) {
      if (readAddressRange(text) !== undefined) continue;
      yield { locations: [at(value)], values: { operator: condition.operator.key } };
    }
  },
};

export const invalidConditionDataType: Check = {
  code: "INVALID_CONDITION_DATA_TYPE",
  type: "ERROR",
  details: "The condition value data types do not match. Use condition values of the same JSON data type.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      const kinds = new Set(
        condition.values.filter((value) => valueText(value) !== undefined).map(({ node }) => node.kind),
      );
      if (kinds.size > 1) yield { locations: [at(condition.key.value)] };
    }
  },
};
