import { actionOf, resourceOf } from "./compiled.ts";
import { type KeyTest, keyTest } from "./key-test.ts";
import { makePattern, type Token } from "./pattern.ts";
import type { Policy, Principals, Statement, Version } from "./policy.ts";
import { type StringTest, stringTest } from "./string-test.ts";

/** The requests a statement applies to, as tests that must all hold, one list for each dimension. */
export type Box = {
  action: StringTest[];
  resource: StringTest[];
  principals: Principals[];
  keys: Map<string, KeyTest[]>;
  /** Each test by its id: a box whose ids are all among those of another contains it. */
  ids: Set<string>;
};

export type StatementBox = { statement: Statement; version: Version; box: Box };

const FIELD: Token = { kind: "any", field: true };
const ONE: Token = { kind: "one", field: true };
const COLON: Token = { kind: "char", char: ":" };
const ARN: Token[] = ["a", "r", "n"].map((char) => ({ kind: "char", char }));

/** service:name, neither empty. */
export const EVERY_ACTION = stringTest([makePattern([ONE, FIELD, COLON, ONE, FIELD])], false);

/** arn:partition:service:region:account:resource. */
export const EVERY_RESOURCE = stringTest(
  [makePattern([...ARN, COLON, FIELD, COLON, FIELD, COLON, FIELD, COLON, FIELD, COLON, { kind: "any", field: false }])],
  false,
);

function principalsId({ negated, entries }: Principals): string {
  return `${negated ? "!" : "="}${JSON.stringify(entries.map(({ kind, value }) => `${kind} ${value}`).sort())}`;
}

/** A box of these tests. */
export function makeBox(parts: Partial<Omit<Box, "ids">>): Box {
  const { action = [], resource = [], principals = [], keys = new Map<string, KeyTest[]>() } = parts;
  const tests = [...keys.values()].flat();
  const ids = [
    ...action.map(({ id }) => `action ${id}`),
    ...resource.map(({ id }) => `resource ${id}`),
    ...principals.map((element) => `principal ${principalsId(element)}`),
    ...tests.map(({ id }) => `key ${id}`),
  ];
  return { action, resource, principals, keys, ids: new Set(ids) };
}

export function boxOf(statement: Statement, version: Version): Box {
  const { actions, resources, principals, conditions } = statement;
  const keys = new Map<string, KeyTest[]>();
  for (const condition of conditions) {
    const test = keyTest(condition, version);
    keys.set(test.key, [...(keys.get(test.key) ?? []), test]);
  }
  return makeBox({
    action: [stringTest(actions.patterns.map(actionOf), actions.negated)],
    resource:
      resources === undefined
        ? []
        : [
            stringTest(
              resources.patterns.map((text) => resourceOf(text, version)),
              resources.negated,
            ),
          ],
    principals: principals === undefined ? [] : [principals],
    keys,
  });
}

/** The requests in both boxes. */
export function intersection(left: Box, right: Box): Box {
  const keys = new Map(left.keys);
  for (const [key, tests] of right.keys) keys.set(key, [...(keys.get(key) ?? []), ...tests]);
  return {
    action: [...left.action, ...right.action],
    resource: [...left.resource, ...right.resource],
    principals: [...left.principals, ...right.principals],
    keys,
    ids: new Set([...left.ids, ...right.ids]),
  };
}

/** True where `outer` asks nothing that `inner` does not ask in the same words. */
export function plainlyContains(outer: Box, inner: Box): boolean {
  if (outer.ids.size > inner.ids.size) return false;
  for (const id of outer.ids) if (!inner.ids.has(id)) return false;
  return true;
}

export function statementBoxes(policies: Policy[]): StatementBox[] {
  return policies.flatMap(({ statements, version }) =>
    statements.map((statement) => ({ statement, version, box: boxOf(statement, version) })),
  );
}
