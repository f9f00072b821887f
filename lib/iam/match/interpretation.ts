import type { Condition, Policy } from "../language/index.ts";

/** What AWS's documents leave open, taken one way. A proof has to hold whichever way it is. */
export type Interpretation = {
  /** NotPrincipal leaves out only who is listed with account, user or role, and session. Source: IAM User Guide, "NotPrincipal". */
  wholeLists: boolean;
  /** A missing key meets ForAnyValue with IfExists, as the guide says; others have seen that it does not. */
  absentMeetsAny: boolean;
  /** To ForAllValues, ForAnyValue and Null one empty text is no value. Source: IAM User Guide, "Multivalued context keys". */
  emptyIsNone: boolean;
  /**
   * A condition without values tests nothing, instead of being one that no value matches. Source: Access Analyzer,
   * EMPTY_ARRAY_CONDITION, "does not affect the policy".
   */
  unlistedHolds: boolean;
};

/** NotPrincipal is the plain complement, the guide is followed, and no value matches an empty list. */
export const USUAL: Interpretation = {
  wholeLists: false,
  absentMeetsAny: true,
  emptyIsNone: false,
  unlistedHolds: false,
};

/** Whether a condition holds for every request, as it lists no values. */
export function testsNothing({ values }: Condition, { unlistedHolds }: Interpretation): boolean {
  return unlistedHolds && values.length === 0;
}

/** The other ways that may make a difference to these policies. */
export function otherInterpretations(policies: readonly Policy[]): Interpretation[] {
  const statements = policies.flatMap((policy) => policy.statements);
  const lists = statements.some(({ principals }) => principals?.negated === true);
  const conditions = statements.flatMap((statement) => statement.conditions);
  const sets = testedAlsoAsOne(conditions);
  const absence = conditions.some(({ quantifier, ifExists }) => quantifier === "ForAnyValue" && ifExists);
  const unlisted = conditions.some(({ values }) => values.length === 0);
  const ways = either(USUAL.wholeLists, lists).flatMap((wholeLists) =>
    either(USUAL.absentMeetsAny, absence).flatMap((absentMeetsAny) =>
      either(USUAL.emptyIsNone, sets).flatMap((emptyIsNone) =>
        either(USUAL.unlistedHolds, unlisted).map((unlistedHolds) => ({
          wholeLists,
          absentMeetsAny,
          emptyIsNone,
          unlistedHolds,
        })),
      ),
    ),
  );
  return ways.slice(1);
}

/** Whether a key is tested both as a set and as one value: else one empty text and no value are alike. */
function testedAlsoAsOne(conditions: readonly Condition[]): boolean {
  const sets = new Set(
    conditions.flatMap(({ key, quantifier }) => (quantifier === undefined ? [] : [key.toLowerCase()])),
  );
  return conditions.some(({ key, quantifier, operator }) => {
    return quantifier === undefined && operator !== "Null" && sets.has(key.toLowerCase());
  });
}

function either(usual: boolean, matters: boolean): boolean[] {
  return matters ? [usual, !usual] : [usual];
}
