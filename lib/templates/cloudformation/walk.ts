import type { Node, Span } from "#lib/iam/index.ts";
import { child } from "../node.ts";
import type { Path } from "../reading.ts";
import { intrinsicOf } from "./intrinsics.ts";
import { type Gap, newTrace, type Outcome, type Resolution } from "./resolution.ts";

/** What stands at a path of the table: a value, nothing, or something that can not be looked into. */
export type Place =
  | { kind: "found"; node: Node; parent: Node | undefined; path: Path }
  | { kind: "missing"; parent?: Node; path: Path; span: Span }
  | { kind: "gap"; gap: Gap };

/**
 * Follows property names and `*` (every item of a list). An intrinsic on the way is resolved only as far as needed, so
 * that one unknown value does not hide the policies beside it.
 */
export function walk(node: Node, steps: readonly string[], path: Path, env: Resolution, parent?: Node): Place[] {
  const [step, ...rest] = steps;
  if (step === undefined) return [{ kind: "found", node, parent, path }];
  const opened = open(node, path, env);
  if (opened.kind === "gap") return [opened];
  if (opened.kind === "absent" || opened.value.kind === "null") return [{ kind: "missing", path, span: node.span }];
  const value = opened.value;
  if (step === "*") {
    if (value.kind !== "array") return unexpected("A list is expected here.", path, value);
    return value.items.flatMap((item, index) => walk(item, rest, [...path, index], env, value));
  }
  if (value.kind !== "object") return unexpected("An object is expected here.", path, value);
  const next = child(value, step);
  if (next) return walk(next, rest, [...path, step], env, value);
  return [{ kind: "missing", parent: value, path: [...path, step], span: value.span }];
}

function unexpected(message: string, path: Path, node: Node): Place[] {
  return [{ kind: "gap", gap: { message, path, span: node.span } }];
}

type Opened = { kind: "value"; value: Node } | { kind: "absent" } | Extract<Place, { kind: "gap" }>;

/** The value behind Fn::If (its branches stay as they are) or behind another intrinsic (resolved whole). */
function open(node: Node, path: Path, env: Resolution): Opened {
  const intrinsic = intrinsicOf(node);
  if (!intrinsic) return { kind: "value", value: node };
  const trace = newTrace(env.trace);
  const inner = { ...env, trace };
  const items = intrinsic.argument.kind === "array" ? intrinsic.argument.items : [];
  const [condition, then, otherwise] = items;
  if (intrinsic.name === "Fn::If" && condition && then && otherwise && items.length === 3) {
    const holds = env.holds(condition, [...path, "Fn::If", 0], inner);
    for (const [name, assumption] of trace.assumptions) env.trace.assumptions.set(name, assumption);
    return holds === undefined ? firstGap(trace.gaps, path, node) : open(holds ? then : otherwise, path, env);
  }
  const outcome: Outcome = env.resolve(node, path, inner);
  for (const [name, assumption] of trace.assumptions) env.trace.assumptions.set(name, assumption);
  if (outcome.kind === "absent") return { kind: "absent" };
  return outcome.kind === "unresolved" ? firstGap(trace.gaps, path, node) : { kind: "value", value: outcome };
}

function firstGap(gaps: Gap[], path: Path, node: Node): Opened {
  return { kind: "gap", gap: gaps[0] ?? { message: "The value can not be known.", path, span: node.span } };
}
