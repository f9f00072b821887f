import { type Condition, OPERATORS, type Policy, type Statement, type Version } from "../language/index.ts";
import { resourcesOf, valuesOf, variableKeys } from "./compiled.ts";
import { type EvaluatedStatement, evaluate, type Mismatch } from "./evaluate.ts";
import { type Interpretation, otherInterpretations, USUAL } from "./interpretation.ts";
import { mayBeListed } from "./match-principal.ts";
import type { Witness } from "./request.ts";

/**
 * A statement for a request with some unknown context keys. `maybe`: these `keys` decide whether it applies; without
 * keys, it depends on what AWS does not document, or on the caller's other listed names.
 */
export type PartlyEvaluated = Pick<EvaluatedStatement, "statementIndex" | "statementId" | "effect" | "mismatches"> & {
  applies: "yes" | "no" | "maybe";
  keys: string[];
};

/** Whether the request states the value of a context key, in lower case, including that it has none. */
type IsKnown = (key: string) => boolean;

/**
 * Which statements apply to a request, whatever the unknown keys are. "yes" and "no" are certain for every value;
 * "maybe" may still be either, if no value can meet its tests.
 */
export function evaluatePartly(policy: Policy, request: Witness, isKnown: IsKnown): PartlyEvaluated[] {
  const ways = waysToRead(policy, request).map((way) => evaluate(policy, request, way).statements);
  return policy.statements.map((statement, at): PartlyEvaluated => {
    const open = openIn(statement, policy.version, request, isKnown);
    const each = ways.flatMap((statements) => statements[at] ?? []);
    const answers = new Set(each.map(({ mismatches }) => answerOf(mismatches, open)));
    const [only] = answers;
    const applies = answers.size === 1 && only !== undefined ? only : "maybe";
    const { mismatches = [] } = each[0] ?? {};
    return {
      statementIndex: statement.index,
      ...(statement.sid !== undefined && { statementId: statement.sid }),
      effect: statement.effect,
      mismatches,
      applies,
      keys: applies === "maybe" ? open.keys : [],
    };
  });
}

/** If the request has one empty text, only that request shows whether an empty text counts as no value. */
function waysToRead(policy: Policy, { context }: Witness): Interpretation[] {
  const ways = [USUAL, ...otherInterpretations([policy])];
  const isEmpty = (values: readonly string[]) => values.length === 1 && values[0] === "";
  if (!Object.values(context).some(isEmpty)) return ways;
  return ways.flatMap((way) => [false, true].map((emptyIsNone) => ({ ...way, emptyIsNone })));
}

/** Unknown keys that matter, and the elements decided by them or by another name of the caller. */
type Open = { keys: string[]; principal: boolean; resource: boolean; conditions: ReadonlySet<Condition> };

function answerOf(mismatches: readonly Mismatch[], open: Open): PartlyEvaluated["applies"] {
  const isSure = (mismatch: Mismatch) => {
    if (mismatch.element === "Condition") return !open.conditions.has(mismatch.condition);
    if (mismatch.element === "Principal") return !open.principal;
    return mismatch.element !== "Resource" || !open.resource;
  };
  if (mismatches.some(isSure)) return "no";
  return open.keys.length > 0 || open.principal ? "maybe" : "yes";
}

function openIn(statement: Statement, version: Version, { principal }: Witness, isKnown: IsKnown): Open {
  const { principals, resources, conditions } = statement;
  const ofResource =
    resources === undefined ? [] : variableKeys(resourcesOf(resources, version).patterns).filter(not(isKnown));
  const keysOf = (condition: Condition) => {
    const isText = OPERATORS[condition.operator].family === "string";
    const variables = isText ? variableKeys(valuesOf(condition, version).patterns) : [];
    return [condition.key.toLowerCase(), ...variables].filter(not(isKnown));
  };
  const open = conditions.filter((condition) => keysOf(condition).length > 0);
  const keys = new Set([...ofResource, ...open.flatMap(keysOf)]);
  return {
    keys: [...keys],
    principal: principals !== undefined && mayBeListed(principals, principal),
    resource: ofResource.length > 0,
    conditions: new Set(open),
  };
}

function not(isKnown: IsKnown): IsKnown {
  return (key) => !isKnown(key);
}
