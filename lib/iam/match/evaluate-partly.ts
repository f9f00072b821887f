import { type Condition, OPERATORS, type Policy, type Statement, type Version } from "../language/index.ts";
import { resourcesOf, valuesOf, variableKeys } from "./compiled.ts";
import { type EvaluatedStatement, evaluate, type Mismatch } from "./evaluate.ts";
import { type Interpretation, otherInterpretations, USUAL } from "./interpretation.ts";
import { mayBeListed } from "./match-principal.ts";
import type { Witness } from "./request.ts";

/**
 * A statement for a request of which some context keys are not known. `maybe`: these `keys` decide whether it applies, or,
 * where there are none, what AWS's documents leave open, or by what other name the caller is listed.
 */
export type PartlyEvaluated = Pick<EvaluatedStatement, "statementIndex" | "statementId" | "effect" | "mismatches"> & {
  applies: "yes" | "no" | "maybe";
  keys: string[];
};

/** Whether the value of a context key, in lower case, is as the request says, which may be that it has none. */
type IsKnown = (key: string) => boolean;

/**
 * Which statements apply to one request, whatever the keys are that are not known. "yes" and "no" hold for every value of
 * them; "maybe" may be one of the two after all, where no value can meet what is asked of it.
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

/** Where the request has one empty text, it is that, and no other request, of which it is asked whether that is no value. */
function waysToRead(policy: Policy, { context }: Witness): Interpretation[] {
  const ways = [USUAL, ...otherInterpretations([policy])];
  const isEmpty = (values: readonly string[]) => values.length === 1 && values[0] === "";
  if (!Object.values(context).some(isEmpty)) return ways;
  return ways.flatMap((way) => [false, true].map((emptyIsNone) => ({ ...way, emptyIsNone })));
}

/** The keys that are not known and matter, and the elements of which they, or another name of the caller, decide. */
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
