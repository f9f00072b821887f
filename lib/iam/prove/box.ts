import {
  makePattern,
  type Policy,
  type Principals,
  type Statement,
  type Token,
  type Version,
} from "../language/index.ts";
import { actionsOf, type Interpretation, resourcesOf, testsNothing, USUAL } from "../match/index.ts";
import { type KeyTest, keyTest } from "./key-test.ts";
import { type StringTest, stringTest } from "./string-test.ts";

/** The requests a statement applies to, as tests that must all pass, with one list for each dimension. */
export type Box = {
  readonly action: StringTest[];
  readonly resource: StringTest[];
  readonly principals: Principals[];
  readonly keys: Map<string, KeyTest[]>;
  /** The tests by id: if all ids of a box are among those of another, the box contains the other. */
  readonly ids: Set<string>;
};

export type StatementBox = { statement: Statement; version: Version; box: Box };

const FIELD: Token = { kind: "any", field: true };
const ONE: Token = { kind: "one", field: true };
const COLON: Token = { kind: "char", char: ":" };
const ARN: Token[] = ["a", "r", "n"].map((char) => ({ kind: "char", char }));

/** service:name, neither empty. */
export const EVERY_ACTION = stringTest([makePattern([ONE, FIELD, COLON, ONE, FIELD])], false);

const EVERY_ARN: Token[] = [ARN, FIELD, FIELD, FIELD, FIELD].flatMap((field) => [field, COLON].flat());

/** arn:partition:service:region:account:resource, or `*`, the resource of actions without resource types. */
export const EVERY_RESOURCE = stringTest(
  [makePattern([...EVERY_ARN, { kind: "any", field: false }]), makePattern([{ kind: "char", char: "*" }])],
  false,
);

function principalsId({ negated, entries }: Principals): string {
  return `${negated ? "!" : "="}${JSON.stringify(entries.map(({ kind, value }) => `${kind} ${value}`).sort())}`;
}

type Tests = Omit<Box, "ids">;

function idsOf({ action, resource, principals, keys }: Tests): Set<string> {
  const ids = new Set<string>();
  for (const { id } of action) ids.add(`action ${id}`);
  for (const { id } of resource) ids.add(`resource ${id}`);
  for (const element of principals) ids.add(`principal ${principalsId(element)}`);
  for (const tests of keys.values()) for (const { id } of tests) ids.add(`key ${id}`);
  return ids;
}

class TestsBox implements Box {
  readonly action: StringTest[];
  readonly resource: StringTest[];
  readonly principals: Principals[];
  readonly keys: Map<string, KeyTest[]>;
  private made: Set<string> | undefined;

  constructor({ action, resource, principals, keys }: Tests) {
    this.action = action;
    this.resource = resource;
    this.principals = principals;
    this.keys = keys;
  }

  get ids(): Set<string> {
    this.made ??= idsOf(this);
    return this.made;
  }
}

/** A box of these tests. */
export function makeBox(parts: Partial<Tests>): Box {
  const { action = [], resource = [], principals = [], keys = new Map<string, KeyTest[]>() } = parts;
  return new TestsBox({ action, resource, principals, keys });
}

/** Most statements of a large policy are never examined closely, so their tests are created on demand. */
class LazyBox implements Box {
  readonly principals: Principals[];
  private readonly statement: Statement;
  private readonly version: Version;
  private readonly interpretation: Interpretation;
  private made: { action?: StringTest[]; resource?: StringTest[]; keys?: Map<string, KeyTest[]>; ids?: Set<string> } =
    {};

  constructor(statement: Statement, version: Version, interpretation: Interpretation) {
    this.statement = statement;
    this.version = version;
    this.interpretation = interpretation;
    this.principals = statement.principals === undefined ? [] : [statement.principals];
  }

  get action(): StringTest[] {
    const { actions } = this.statement;
    this.made.action ??= [stringTest(actionsOf(actions).patterns, actions.negated)];
    return this.made.action;
  }

  get resource(): StringTest[] {
    const { resources } = this.statement;
    if (resources === undefined) return [];
    this.made.resource ??= [stringTest(resourcesOf(resources, this.version).patterns, resources.negated)];
    return this.made.resource;
  }

  get keys(): Map<string, KeyTest[]> {
    this.made.keys ??= this.makeKeys();
    return this.made.keys;
  }

  get ids(): Set<string> {
    this.made.ids ??= idsOf(this);
    return this.made.ids;
  }

  private makeKeys(): Map<string, KeyTest[]> {
    const keys = new Map<string, KeyTest[]>();
    for (const condition of this.statement.conditions) {
      if (testsNothing(condition, this.interpretation)) continue;
      const test = keyTest(condition, this.version, this.interpretation);
      keys.set(test.key, [...(keys.get(test.key) ?? []), test]);
    }
    return keys;
  }
}

function boxOf(statement: Statement, version: Version, interpretation = USUAL): Box {
  return new LazyBox(statement, version, interpretation);
}

/** The requests in both boxes. */
export function intersection(left: Box, right: Box): Box {
  if (right.ids.size === 0) return left;
  const keys = new Map(left.keys);
  for (const [key, tests] of right.keys) keys.set(key, [...(keys.get(key) ?? []), ...tests]);
  return makeBox({
    action: [...left.action, ...right.action],
    resource: [...left.resource, ...right.resource],
    principals: [...left.principals, ...right.principals],
    keys,
  });
}

/** True if `outer` tests nothing that `inner` does not test in the same words. */
export function plainlyContains(outer: Box, inner: Box): boolean {
  if (outer.ids.size > inner.ids.size) return false;
  for (const id of outer.ids) if (!inner.ids.has(id)) return false;
  return true;
}

/** True if `outer` tests nothing of the caller and the context that `inner` does not test in the same words. */
export function asksNoMore(outer: Box, inner: Box): boolean {
  for (const [key, tests] of outer.keys) {
    const given = inner.keys.get(key);
    if (given === undefined || !tests.every(({ id }) => given.some((own) => own.id === id))) return false;
  }
  if (outer.principals.length === 0) return true;
  const named = inner.principals.map(principalsId);
  return outer.principals.every((element) => named.includes(principalsId(element)));
}

export function statementBoxes(policies: Policy[], interpretation = USUAL): StatementBox[] {
  return policies.flatMap(({ statements, version }) =>
    statements.map((statement) => ({ statement, version, box: boxOf(statement, version, interpretation) })),
  );
}
