import type { Node } from "#lib/iam/index.ts";
import type { Path } from "#lib/templates/reading.ts";
import { handedOn } from "./ambiguous-text.ts";
import { conditionHolds } from "./conditions.ts";
import { gap, isValue, newTrace, type Outcome, type Resolution, UNRESOLVED } from "./outcome.ts";
import { intrinsicOf } from "./parse-intrinsic.ts";
import { resolveIntrinsic } from "./resolve-intrinsic.ts";
import { memoOf, type Template, TOO_MUCH, type World } from "./template.ts";

/** The initial resolution, before any question: its world covers every world. */
export function resolution(template: Template): Resolution {
  const memo = memoOf(template, ANY_WORLD);
  return { template, world: ANY_WORLD, memo, ways: 1, trace: newTrace(), resolve, holds: conditionHolds };
}

const ANY_WORLD: World = new Map();

/** A value with every intrinsic replaced by its result. Collects all gaps below, not only the first. */
export function resolve(node: Node, path: Path, env: Resolution): Outcome {
  if (env.template.budget.steps-- <= 0) return gap(env, TOO_MUCH, path, node);
  switch (node.kind) {
    case "object":
      return resolveObject(node, path, env);
    case "array": {
      const outcomes = node.items.map((item, index) => resolve(item, [...path, index], env));
      if (outcomes.some((outcome) => outcome.kind === "unresolved")) return UNRESOLVED;
      return { kind: "array", items: outcomes.filter(isValue), span: node.span };
    }
    case "string":
      return resolveDynamic(node, path, env);
    case "null":
      return node;
    default:
      return handedOn(node);
  }
}

function resolveObject(node: Extract<Node, { kind: "object" }>, path: Path, env: Resolution): Outcome {
  const intrinsic = intrinsicOf(node);
  if (intrinsic) {
    const outcome = resolveIntrinsic(intrinsic, node, path, env);
    spend(env.template, outcome);
    return outcome.kind === "string" ? resolveDynamic(outcome, path, env) : outcome;
  }
  const entries = node.entries.map((entry) => ({ ...entry, value: resolve(entry.value, [...path, entry.key], env) }));
  if (entries.some((entry) => entry.value.kind === "unresolved")) return UNRESOLVED;
  const present = entries.flatMap(({ value, ...entry }) => (isValue(value) ? [{ ...entry, value }] : []));
  return { kind: "object", entries: present, span: node.span };
}

/**
 * Charges the budget for a result's size, because a long value may be referred to many times and is copied each time.
 */
function spend(template: Template, outcome: Outcome): void {
  if (outcome.kind === "string") template.budget.steps -= Math.ceil(outcome.value.length / CHARACTERS_PER_STEP);
  if (outcome.kind !== "array") return;
  template.budget.steps -= outcome.items.length;
  for (const item of outcome.items) spend(template, item);
}

const CHARACTERS_PER_STEP = 32;

function resolveDynamic(node: Extract<Node, { kind: "string" }>, path: Path, env: Resolution): Outcome {
  if (!/\{\{\s*resolve:/.test(node.value)) return node;
  return gap(env, "A dynamic reference ({{resolve:…}}) is known only at deployment.", path, node);
}
