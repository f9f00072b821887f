import { type Condition, type Family, holdsOnly, OPERATORS, type Policy, type Principals } from "../language/index.ts";

/** One reading of what AWS does not document. A proof must be valid for every reading. */
export type Interpretation = {
  /**
   * NotPrincipal excludes only callers listed with account, user or role, and session. Source: IAM User Guide,
   * "NotPrincipal".
   */
  wholeLists: boolean;
  /** A missing key meets ForAnyValue with IfExists, as the guide says; others have observed that it does not. */
  absentMeetsAny: boolean;
  /**
   * ForAllValues, ForAnyValue and Null treat one empty text as no value. Source: IAM User Guide, "Multivalued context
   * keys".
   */
  emptyIsNone: boolean;
  /**
   * A condition without values tests nothing, instead of matching no value. Source: Access Analyzer,
   * EMPTY_ARRAY_CONDITION, "does not affect the policy".
   */
  unlistedHolds: boolean;
  /** A value that is not a number, date or address differs from every one, so it meets a negated operator. */
  otherTypeDiffers: boolean;
  /** Bool ignores case: `TRUE` is true. */
  boolsInAnyCase: boolean;
  /** Naming a user includes the user's federated sessions, like naming a role includes its sessions. */
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

/** Whether a condition is true for every request, because it lists no values. */
export function testsNothing({ values }: Condition, { unlistedHolds }: Interpretation): boolean {
  return unlistedHolds && values.length === 0;
}

/** The other readings that may affect these policies. */
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

/** The families that test each key, in lower case. */
function familiesOf(conditions: readonly Condition[]): Map<string, Set<Family>> {
  const families = new Map<string, Set<Family>>();
  for (const { key, operator } of conditions) {
    const { family } = OPERATORS[operator];
    const name = key.toLowerCase();
    if (family !== "null") families.set(name, (families.get(name) ?? new Set()).add(family));
  }
  return families;
}

/** Whether a negated operator for numbers, dates or addresses may meet a value of another type. */
function mayMeetOtherType({ key, operator }: Condition, families: Map<string, Set<Family>>): boolean {
  const { family, negated } = OPERATORS[operator];
  const name = key.toLowerCase();
  return negated && family !== "string" && !((families.get(name)?.size ?? 0) < 2 && holdsOnly(name, family));
}

/** Whether a key is tested both as a set and as a single value; otherwise one empty text and no value are the same. */
function testedAlsoAsOne(conditions: readonly Condition[]): boolean {
  const sets = new Set(
    conditions.flatMap(({ key, quantifier }) => (quantifier === undefined ? [] : [key.toLowerCase()])),
  );
  return conditions.some(({ key, quantifier, operator }) => {
    return quantifier === undefined && operator !== "Null" && sets.has(key.toLowerCase());
  });
}
