import { type Condition, type Family, holdsOnly, OPERATORS, type Policy, type Principals } from "../language/index.ts";

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
  /** A value that is no number, date or address differs from every one, so that it meets an operator that is negated. */
  otherTypeDiffers: boolean;
  /** Bool reads a value in any case: `TRUE` is true. */
  boolsInAnyCase: boolean;
  /** Who names a user names the federated sessions that the user makes, as who names a role names its sessions. */
  usersAreSessions: boolean;
};

/** NotPrincipal is the plain complement, the guide is followed, and no value matches an empty list. */
export const USUAL: Interpretation = {
  wholeLists: false,
  absentMeetsAny: true,
  emptyIsNone: false,
  unlistedHolds: false,
  otherTypeDiffers: true,
  boolsInAnyCase: true,
  usersAreSessions: false,
};

/** Whether a condition holds for every request, as it lists no values. */
export function testsNothing({ values }: Condition, { unlistedHolds }: Interpretation): boolean {
  return unlistedHolds && values.length === 0;
}

/** The other ways that may make a difference to these policies. */
export function otherInterpretations(policies: readonly Policy[]): Interpretation[] {
  const statements = policies.flatMap((policy) => policy.statements);
  const conditions = statements.flatMap((statement) => statement.conditions);
  const families = familiesOf(conditions);
  let ways: Interpretation[] = [USUAL];
  const either = (name: keyof Interpretation, matters: boolean) => {
    if (matters) ways = ways.flatMap((way) => [way, { ...way, [name]: !way[name] }]);
  };
  either(
    "wholeLists",
    statements.some(({ principals }) => principals?.negated === true),
  );
  either(
    "absentMeetsAny",
    conditions.some(({ quantifier, ifExists }) => quantifier === "ForAnyValue" && ifExists),
  );
  either("emptyIsNone", testedAlsoAsOne(conditions));
  either(
    "unlistedHolds",
    conditions.some(({ values }) => values.length === 0),
  );
  either(
    "otherTypeDiffers",
    conditions.some((condition) => mayMeetOtherType(condition, families)),
  );
  either(
    "boolsInAnyCase",
    [...families.values()].some((own) => own.has("bool") && own.has("string")),
  );
  either(
    "usersAreSessions",
    [FEDERATED_SESSION, USER].every((form) => statements.some(({ principals }) => names(principals, form))),
  );
  return ways.slice(1);
}

const FEDERATED_SESSION = /^arn:[^:]+:sts::\d{12}:federated-user\//;
const USER = /^arn:[^:]+:iam::\d{12}:user\//;

function names(principals: Principals | undefined, form: RegExp): boolean {
  return principals?.entries.some(({ value }) => form.test(value)) ?? false;
}

/** The families that each key, in small letters, is tested by. */
function familiesOf(conditions: readonly Condition[]): Map<string, Set<Family>> {
  const families = new Map<string, Set<Family>>();
  for (const { key, operator } of conditions) {
    const { family } = OPERATORS[operator];
    const name = key.toLowerCase();
    if (family !== "null") families.set(name, (families.get(name) ?? new Set()).add(family));
  }
  return families;
}

/** Whether an operator of numbers, dates or addresses that is negated may meet a value of another type. */
function mayMeetOtherType({ key, operator }: Condition, families: Map<string, Set<Family>>): boolean {
  const { family, negated } = OPERATORS[operator];
  const name = key.toLowerCase();
  return negated && family !== "string" && !((families.get(name)?.size ?? 0) < 2 && holdsOnly(name, family));
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
