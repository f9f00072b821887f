import type { Node } from "#lib/iam/index.ts";
import type { Fact } from "#lib/templates/branch.ts";
import { withoutMacros } from "#lib/templates/cloudformation/serverless/globals.ts";
import { impliedBy } from "#lib/templates/cloudformation/serverless/implied-resources.ts";
import type { Refused } from "#lib/templates/cloudformation/written/includes.ts";
import type { ReadNested } from "#lib/templates/nested/nested.ts";
import { child, children } from "#lib/templates/node.ts";
import type { FileBeside, Taken, TemplateOptions } from "#lib/templates/reading.ts";
import type { Resolution, Trace } from "./outcome.ts";

/** What is taken for given about the things that the template leaves open, by their names. */
export type World = ReadonlyMap<string, Fact>;

/** A template's sections, the values given from outside, and how much work resolving may still do. */
export type Template = {
  parameters: ReadonlyMap<string, Node>;
  mappings: ReadonlyMap<string, Node>;
  conditions: ReadonlyMap<string, Node>;
  /** With those that SAM makes and others may refer to. */
  resources: ReadonlyMap<string, Node>;
  /** As they are written: macros among them are told apart. */
  globals: Node | undefined;
  given: Map<string, string | string[]>;
  /** Why files are not in the place where they are included. */
  refused: Refused;
  fileBeside: FileBeside | undefined;
  /** In place of what the parameters declare. */
  defaults: ReadonlyMap<string, Taken>;
  /** Names being looked up right now: a name met twice is a circle. */
  active: Set<string>;
  memos: WeakMap<World, Memo>;
  /** What the names in worlds stand for that are no parameters. */
  expressions: Map<string, Expression>;
  budget: { steps: number };
  nested: ReadNested;
};

/** What nothing here computes: the values that it is made of, and what it comes to where they are their defaults. */
export type Expression = { parts: readonly Node[]; likely(env: Resolution): string | undefined };

/** What was found once in a world is not looked up again, or names that double at each step would never end. */
export type Memo = {
  names: Map<string, Found<Name | { cause: string }>>;
  decided: Map<string, Found<boolean | { cause: string }>>;
  /** What all resources of a type are called. */
  called: Map<string, Found<ReadonlySet<string>>>;
  /** The parameters that cannot all have their defaults. */
  contradicted?: ReadonlySet<string>;
};

/** A physical name with the parts that go around it in an ARN. */
export type Name = { name: string; prefix: string; random: string; digits: string; generated: boolean };

export type Found<Value> = { value: Value; trace: Trace };

const STEPS = 400_000;
export const TOO_MUCH = "The template expands to more than can be read.";
/** References that lead to references; no template needs as many. */
export const MAX_REFERENCES = 32;
/** Longest text that intrinsics may make. */
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
