import type { Operator } from "../../../language/index.ts";
import type { ServiceCheck } from "../../check.ts";
import { atKey, isText } from "../../place.ts";
import type { ConditionView } from "../../statement-view.ts";
import { comparisons } from "../condition-key.ts";

type OperatorType = "String" | "Numeric" | "Date" | "Boolean" | "Binary" | "IP address" | "ARN";

function operatorType(operator: Operator): OperatorType {
  if (operator.startsWith("String")) return "String";
  if (operator.startsWith("Numeric")) return "Numeric";
  if (operator.startsWith("Date")) return "Date";
  if (operator.startsWith("Arn")) return "ARN";
  if (operator === "Bool") return "Boolean";
  return operator === "BinaryEquals" ? "Binary" : "IP address";
}

/** Maps a key's type to the operators that can compare it: the first is preferred, the others also work. */
const FITTING: Readonly<Record<string, readonly [OperatorType, ...OperatorType[]]>> = {
  String: ["String"],
  ARN: ["ARN", "String"],
  Bool: ["Boolean"],
  Numeric: ["Numeric"],
  // Dates may also be written as seconds since 1970.
  Date: ["Date", "Numeric"],
  IPAddress: ["IP address"],
  Binary: ["Binary"],
};

/** The operator type to use instead; undefined if the current one fits, or the data does not say. */
function operatorTypeWanted(base: string, used: OperatorType, condition: ConditionView): OperatorType | undefined {
  const fitting = FITTING[base];
  if (fitting === undefined || fitting.includes(used)) return undefined;
  if (base === "String" && used === "ARN" && holdsArns(condition)) return undefined;
  return used === "String" && holdsVariables(condition) ? undefined : fitting[0];
}

/** Only String and Arn operators expand variables, so comparing two keys of a request requires one of them. */
function holdsVariables({ values }: ConditionView): boolean {
  return values.every((value) => isText(value) && value.node.value.includes("${"));
}

/** Keys with ARN values are often listed as type String. */
function holdsArns({ name, values }: ConditionView): boolean {
  return name.includes("arn") || values.every((value) => isText(value) && /^arn:|^\*$/.test(value.node.value));
}

export const typeMismatch: ServiceCheck = {
  code: "TYPE_MISMATCH",
  type: "WARNING",
  details: "Use the operator type {{allowed}} instead of operator {{operator}} for the condition key {{key}}.",
  *find(document, facts) {
    for (const { condition, read, base } of comparisons(document, facts)) {
      const used = operatorType(read.operator);
      const allowed = operatorTypeWanted(base, used, condition);
      if (allowed === undefined) continue;
      const values = { allowed, operator: used.toLowerCase(), key: condition.key.key };
      yield { locations: [atKey(condition.key)], values };
    }
  },
};

/** Keys of every service that AWS's answers treat as ARN or text, although they warn about text. */
const EITHER = new Set(["aws:principalarn", "aws:sourcearn"]);

export const stringLikeOperatorWithArnConditionKeys: ServiceCheck = {
  code: "STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS",
  type: "SECURITY_WARNING",
  details: "Use the operator type {{allowed}} instead of operator {{operator}} for the condition key {{key}}.",
  *find(document, facts) {
    for (const { condition, read, base } of comparisons(document, facts)) {
      if (base !== "ARN" || !/^String(?:Not)?Like$/.test(read.operator)) continue;
      const allowed = EITHER.has(condition.name) ? "ARN, String" : "ARN";
      yield { locations: [atKey(condition.key)], values: { allowed, operator: "string", key: condition.key.key } };
    }
  },
};
