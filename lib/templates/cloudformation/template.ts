import type { Node } from "#lib/iam/index.ts";
import { child, children } from "../node.ts";
import type { Assumption, TemplateOptions } from "../reading.ts";

/** A template's sections, the values given from outside, and how much work resolving may still do. */
export type Template = {
  parameters: ReadonlyMap<string, Node>;
  mappings: ReadonlyMap<string, Node>;
  conditions: ReadonlyMap<string, Node>;
  resources: ReadonlyMap<string, Node>;
  given: Map<string, string | string[]>;
  /** Names being looked up right now: a name met twice is a circle. */
  active: Set<string>;
  /** What was found once is not looked up again, or names that double at each step would never end. */
  names: Map<string, Found<Name | { cause: string }>>;
  decided: Map<string, Found<boolean | { cause: string }>>;
  budget: { steps: number };
};

/** A physical name with the parts that go around it in an ARN. */
export type Name = { name: string; prefix: string; random: string; digits: string; generated: boolean };

export type Found<Value> = { value: Value; assumptions: Map<string, Assumption> };

const STEPS = 400_000;
export const TOO_MUCH = "The template expands to more than can be read.";
/** References that lead to references; no template needs as many. */
export const MAX_REFERENCES = 32;
/** Longest text that intrinsics may make. */
export const MAX_TEXT = 100_000;

export function templateOf(root: Node, options: TemplateOptions): Template {
  const given = new Map(Object.entries(options.parameters ?? {}));
  if (options.account !== undefined) given.set("AWS::AccountId", options.account);
  if (options.region !== undefined) given.set("AWS::Region", options.region);
  if (options.partition !== undefined) given.set("AWS::Partition", options.partition);
  return {
    parameters: children(child(root, "Parameters")),
    mappings: children(child(root, "Mappings")),
    conditions: children(child(root, "Conditions")),
    resources: children(child(root, "Resources")),
    given,
    active: new Set(),
    names: new Map(),
    decided: new Map(),
    budget: { steps: STEPS },
  };
}
