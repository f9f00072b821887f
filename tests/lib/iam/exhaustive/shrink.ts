import type { CheckResult } from "#lib/iam/index.ts";
import { type Contradiction, isNew } from "./ask-family.ts";
import { noNewAccess, parsed } from "./family.ts";
import {
  listOf,
  type OneOrMany,
  type PlainPolicy,
  type PlainRequest,
  type PlainStatement,
  readingsFor,
} from "./plain-policy.ts";

/** The same contradiction with as little as shows it, if CheckNoNewAccess on identity policies shows it. */
export function shrink(contradiction: Contradiction): Contradiction {
  for (const smaller of simpler(contradiction)) {
    const request = stillWrong(smaller);
    if (request !== undefined) return shrink({ ...smaller, request });
  }
  return contradiction;
}

/** The new request that passes, or the witness that is not new. */
function stillWrong({ fault, policy, known, request }: Contradiction): PlainRequest | undefined {
  const answer = answerOf(policy, known);
  const readings = readingsFor([policy, known]);
  const isNewNow = (one: PlainRequest) => isNew({ policy, known }, one, readings);
  if (fault === "PASS, yet the request is new") {
    return answer?.verdict === "PASS" && isNewNow(request) ? request : undefined;
  }
  return answer?.reasons.flatMap(({ witness }) => witness ?? []).find((witness) => !isNewNow(witness));
}

/** Undefined for what is no policy any more. */
function answerOf(policy: PlainPolicy, known: PlainPolicy): CheckResult | undefined {
  try {
    return noNewAccess(known, "identity").ask(parsed(policy, "identity"));
  } catch {
    return undefined;
  }
}

function simpler(contradiction: Contradiction): Contradiction[] {
  return [
    ...simplerPolicies(contradiction.policy).map((policy) => ({ ...contradiction, policy })),
    ...simplerPolicies(contradiction.known).map((known) => ({ ...contradiction, known })),
    ...(contradiction.fault === "PASS, yet the request is new" ? simplerRequests(contradiction) : []),
  ];
}

function simplerRequests(contradiction: Contradiction): Contradiction[] {
  const { context } = contradiction.request;
  const keys = Object.keys(context);
  return keys.map((key) => ({
    ...contradiction,
    request: { ...contradiction.request, context: without(context, key) },
  }));
}

function simplerPolicies(policy: PlainPolicy): PlainPolicy[] {
  return policy.Statement.flatMap((statement, at) => {
    const put = (some: PlainStatement[]) => ({ ...policy, Statement: policy.Statement.toSpliced(at, 1, ...some) });
    return [
      ...(policy.Statement.length > 1 ? [put([])] : []),
      ...simplerStatements(statement).map((one) => put([one])),
    ];
  });
}

function simplerStatements(statement: PlainStatement): PlainStatement[] {
  const { Condition = {}, Resource, NotResource, Action, NotAction, ...effect } = statement;
  const elements = { ...effect, Condition, ...(NotAction ? { NotAction } : { Action }) };
  const conditions = Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(([key, values]) => {
      const rest = without(keys, key);
      const others = { ...Condition, [operator]: rest };
      const fewer = simplerLists(values).map((some) => ({ ...Condition, [operator]: { ...keys, [key]: some } }));
      return [Object.keys(rest).length === 0 ? without(Condition, operator) : others, ...fewer];
    }),
  );
  const resource = NotResource === undefined ? { Resource } : { NotResource };
  return [
    ...(Resource === "*" ? [] : [{ ...elements, Resource: "*" }]),
    ...(Action === "s3:*" ? [] : [{ ...effect, Condition, ...resource, Action: "s3:*" }]),
    ...simplerLists(Resource ?? []).map((some) => ({ ...elements, Resource: some })),
    ...simplerLists(NotResource ?? []).map((some) => ({ ...elements, NotResource: some })),
    ...conditions.map((some) => ({ ...elements, ...resource, Condition: some })),
  ];
}

function simplerLists(values: OneOrMany): OneOrMany[] {
  const list = listOf(values);
  if (list.length > 1) return list.map((_, at) => list.toSpliced(at, 1));
  const [only = ""] = list;
  const parts = only.match(/\$\{[^}]*\}|./g) ?? [];
  return parts.map((_, at) => parts.toSpliced(at, 1).join(""));
}

function without<Value>(object: Record<string, Value>, key: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}
