import type { Node, Span } from "#lib/iam/index.ts";
import type { Fact } from "#lib/templates/branch.ts";
import type { Assumption, Path } from "#lib/templates/reading.ts";
import { ambiguousTexts, whyAmbiguous } from "./ambiguous-text.ts";
import type { Found, Memo, Template, World } from "./template.ts";

/** The outcome of resolving a value: the value, nothing at all (`AWS::NoValue`), or unknown. */
export type Outcome = Node | { kind: "absent" } | { kind: "unresolved" };

export const ABSENT: Outcome = { kind: "absent" };
export const UNRESOLVED: Outcome = { kind: "unresolved" };

export type Gap = { message: string; path: Path; span: Span; note?: string };

/**
 * What a resolution met on its way: unknown places, assumed values, the facts of its world that it used, and their
 * words.
 */
export type Trace = {
  gaps: Gap[];
  assumptions: Map<string, Assumption>;
  facts: Map<string, Fact>;
  labels: Map<string, string>;
};

export function newTrace(from?: Trace): Trace {
  return {
    gaps: [],
    assumptions: new Map(from?.assumptions),
    facts: new Map(from?.facts),
    labels: new Map(from?.labels),
  };
}

/** Adds everything another trace met, except its gaps. */
export function absorb(into: Trace, { assumptions, facts, labels }: Omit<Trace, "gaps">): void {
  for (const [name, assumption] of assumptions) into.assumptions.set(name, assumption);
  for (const [name, fact] of facts) into.facts.set(name, fact);
  for (const [name, words] of labels) into.labels.set(name, words);
}

/**
 * The state passed through one resolution, in one world. `ways`: the minimum number of worlds in which its place is
 * read. The two functions are here so that intrinsics need not import each other.
 */
export type Resolution = {
  template: Template;
  world: World;
  memo: Memo;
  ways: number;
  trace: Trace;
  resolve(node: Node, path: Path, env: Resolution): Outcome;
  holds(condition: Node, path: Path, env: Resolution): boolean | undefined;
};

/** The parameters assumed to have their defaults so far. */
export function defaultsIn({ trace }: Resolution): Assumption[] {
  return [...trace.assumptions.values()].filter(({ reason }) => reason === "parameter-default");
}

/** The same world with its own trace. */
export function afresh(env: Resolution): Resolution {
  return { ...env, trace: newTrace(env.trace) };
}

export function isValue(outcome: Outcome): outcome is Node {
  return outcome.kind !== "absent" && outcome.kind !== "unresolved";
}

/** One value may fail in very many places; the first ones are enough. */
const MAX_GAPS = 50;

export function gap(env: Resolution, message: string, path: Path, node: Node, note?: string): Outcome {
  const said = { message, path, span: node.span, ...(note !== undefined && { note }) };
  if (env.trace.gaps.length < MAX_GAPS) env.trace.gaps.push(said);
  return UNRESOLVED;
}

/** Resolves to text. Anything else is a gap, and so is a text that CloudFormation may read differently. */
export function resolveText(node: Node, path: Path, env: Resolution): string | undefined {
  const outcome = env.resolve(node, path, env);
  if (outcome.kind === "string") return sureText(outcome, path, env);
  if (outcome.kind !== "unresolved") gap(env, "A string is expected here.", path, node);
  return undefined;
}

export function sureText(text: Extract<Node, { kind: "string" }>, path: Path, env: Resolution): string | undefined {
  const reason = whyAmbiguous(text);
  if (reason === undefined) return text.value;
  gap(env, reason, path, text);
  return undefined;
}

/** Whether CloudFormation reads a value as written. Each text in it that may be read differently is a gap. */
export function isSure(value: Node, path: Path, env: Resolution): boolean {
  const unsure = ambiguousTexts(value);
  for (const text of unsure) sureText(text, path, env);
  return unsure.length === 0;
}

/** Looks a name up once per world, with its own trace that counts for every caller. */
export function once<Value>(
  memo: Map<string, Found<Value>>,
  name: string,
  env: Resolution,
  lookUp: (own: Resolution) => Value,
): Value {
  let found = memo.get(name);
  if (!found) {
    const trace = newTrace();
    const value = lookUp({ ...env, trace });
    found = { value, trace };
    memo.set(name, found);
  }
  absorb(env.trace, found.trace);
  return found.value;
}
