import type { Node } from "#lib/iam/index.ts";
import type { Fact } from "#lib/templates/branch.ts";
import type { Refused } from "#lib/templates/cloudformation/expansion/includes.ts";
import { withoutMacros } from "#lib/templates/cloudformation/serverless/globals.ts";
import { impliedBy } from "#lib/templates/cloudformation/serverless/implied-resources.ts";
import type { ReadNested } from "#lib/templates/nested/nested.ts";
import { child, children } from "#lib/templates/node.ts";
import type { FileBeside, Taken, TemplateOptions } from "#lib/templates/reading.ts";
import type { Resolution, Trace } from "./outcome.ts";

/** Assumptions about the values a template leaves open, by name. */
export type World = ReadonlyMap<string, Fact>;

/** A template's sections, the values given from outside, and the work budget left for resolving. */
export type Template = {
  parameters: ReadonlyMap<string, Node>;
  mappings: ReadonlyMap<string, Node>;
  conditions: ReadonlyMap<string, Node>;
  /** Includes resources that SAM makes and others may refer to. */
  resources: ReadonlyMap<string, Node>;
  /** As written, so that macros remain recognisable. */
  globals: Node | undefined;
  given: Map<string, string | string[]>;
  /** Why included files could not be inserted. */
  refused: Refused;
  fileBeside: FileBeside | undefined;
  /** Values to use instead of the declared defaults of parameters. */
  defaults: ReadonlyMap<string, Taken>;
  /** Names being looked up right now: a name met twice is a cycle. */
  active: Set<string>;
  memos: WeakMap<World, Memo>;
  /** The expressions behind names in worlds that are not parameters. */
  expressions: Map<string, Expression>;
  budget: { steps: number };
  nested: ReadNested;
};

/** An expression that is not computed here: the values it uses, and its result under the defaults. */
export type Expression = { parts: readonly Node[]; likely(env: Resolution): string | undefined };

/** Results already found in a world; without them, names that double at each step would never end. */
export type Memo = {
  names: Map<string, Found<Name | { cause: string }>>;
  decided: Map<string, Found<boolean | { cause: string }>>;
  /** The names of all resources of a type. */
  called: Map<string, Found<ReadonlySet<string>>>;
  /** Parameters that cannot all have their defaults. */
  contradicted?: ReadonlySet<string>;
};

/** A physical name with the parts around it in an ARN. */
export type Name = { name: string; prefix: string; random: string; digits: string; generated: boolean };

export type Found<Value> = { value: Value; trace: Trace };

const STEPS = 400_000;
export const TOO_MUCH = "The expanded template is too large to read.";
/** Maximum length of a chain of references; no template needs as many. */
export const MAX_REFERENCES = 32;
/** Longest text that intrinsics may produce. */
export const MAX_TEXT = 100_000;

export function templateOf(root: Node, options: TemplateOptions, refused: Refused, nested: ReadNested): Template {
  const given = new Map(Object.entries(options.parameters ?? {}));
  if (options.account !== undefined) given.set("AWS::AccountId", options.account);
  if (options.region !== undefined) given.set("AWS::Region", options.region);
  if (options.partition !== undefined) given.set("AWS::Partition", options.partition);
  const globals = child(root, "Globals");
  return {
    parameters: children(child(root, "Parameters")),
    mappings: children(child(root, "Mappings")),
    conditions: children(child(root, "Conditions")),
    resources: new Map([...impliedBy(root), ...children(child(root, "Resources"))]),
    globals: globals && withoutMacros(globals),
    given,
    refused,
    fileBeside: options.fileBeside,
    defaults: new Map(Object.entries(options.defaults ?? {})),
    active: new Set(),
    memos: new WeakMap(),
    expressions: new Map(),
    budget: { steps: STEPS },
    nested,
  };
}

export function memoOf({ memos }: Template, world: World): Memo {
  const memo = memos.get(world) ?? newMemo();
  memos.set(world, memo);
  return memo;
}

export function newMemo(): Memo {
  return { names: new Map(), decided: new Map(), called: new Map() };
}
