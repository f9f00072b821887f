import type { Node } from "#lib/iam/index.ts";
import { child, items, stringValue } from "#lib/templates/node.ts";
import type { Path } from "#lib/templates/reading.ts";
import { areEqual, operand } from "./decide.ts";
import { absorb, gap, newTrace, once, type Resolution } from "./outcome.ts";
import { wordsFor } from "./parameters.ts";
import { intrinsicOf } from "./parse-intrinsic.ts";
import { MAX_REFERENCES, TOO_MUCH } from "./template.ts";

/**
 * Whether a condition holds in this world, which splits if it does not say; undefined if the value is not a condition.
 * A condition is a name, `{Condition: name}`, or Fn::Equals, Fn::And, Fn::Or, Fn::Not. Evaluation stops at an operand
 * that decides alone.
 */
export function conditionHolds(condition: Node, path: Path, env: Resolution): boolean | undefined {
  if (env.template.budget.steps-- <= 0) return unknown(env, TOO_MUCH, path, condition);
  if (condition.kind === "string") return named(condition.value, condition, path, env);
  const [only, ...others] = condition.kind === "object" ? condition.entries : [];
  if (only?.key === "Condition" && others.length === 0 && only.value.kind === "string") {
    return named(only.value.value, condition, path, env);
  }
  const call = others.length === 0 ? intrinsicOf(condition) : null;
  const operands = items(call?.argument);
  switch (call?.name) {
    case "Fn::Equals":
      return equal(operands, condition, path, env);
    case "Fn::Not": {
      const [operand] = operands;
      const holds = operand ? env.holds(operand, [...path, "Fn::Not", 0], env) : unknown(env, NEEDS, path, condition);
      return holds === undefined ? undefined : !holds;
    }
    case "Fn::And":
    case "Fn::Or":
      if (operands.length === 0) return unknown(env, NEEDS, path, condition);
      return all(operands, call.name === "Fn::And", [...path, call.name], env);
    default:
      return unknown(env, NEEDS, path, condition);
  }
}

/** Whether the condition of an Fn::If holds, with words for it if the world had to decide. */
export function chosen(condition: Node, path: Path, env: Resolution): boolean | undefined {
  const trace = newTrace();
  const holds = env.holds(condition, path, { ...env, trace });
  env.trace.gaps.push(...trace.gaps);
  const name = stringValue(condition) ?? stringValue(child(condition, "Condition"));
  const labels = [...trace.facts.values()].map((fact): [string, string] => [fact.name, wordsFor(fact, env.template)]);
  if (name !== undefined && labels.length > 0) labels.splice(0, labels.length, [name, `${name} is ${holds}`]);
  absorb(env.trace, { ...trace, labels: new Map(labels) });
  return holds;
}

const NEEDS = "A condition must be a name, Fn::Equals, Fn::And, Fn::Or or Fn::Not.";

function unknown(env: Resolution, message: string, path: Path, node: Node): undefined {
  gap(env, message, path, node);
}

function named(name: string, node: Node, path: Path, env: Resolution): boolean | undefined {
  const { active, conditions } = env.template;
  if (conditions.has("Fn::Transform")) {
    return unknown(env, "A macro (Fn::Transform) creates the conditions at deployment.", path, node);
  }
  const condition = conditions.get(name);
  if (!condition) return unknown(env, `There is no condition "${name}".`, path, node);
  const key = `Condition ${name}`;
  if (active.has(key)) return unknown(env, `The condition "${name}" refers to itself.`, path, node);
  const holds = once(env.memo.decided, name, env, (own) => {
    if (active.size >= MAX_REFERENCES) return { cause: "The chain of references to it is too long." };
    active.add(key);
    try {
      return own.holds(condition, ["Conditions", name], own) ?? { cause: own.trace.gaps[0]?.message ?? "" };
    } finally {
      active.delete(key);
    }
  });
  if (typeof holds === "boolean") return holds;
  return unknown(env, `The condition "${name}" cannot be evaluated. ${holds.cause}`.trim(), path, node);
}

function equal(operands: Node[], node: Node, path: Path, env: Resolution): boolean | undefined {
  const [left, right] = operands;
  if (!left || !right || operands.length !== 2) return unknown(env, "Fn::Equals needs two values.", path, node);
  const a = operand(left, [...path, "Fn::Equals", 0], env);
  const b = operand(right, [...path, "Fn::Equals", 1], env);
  return a && b && areEqual(a, b, env);
}

/** Fn::And (`neutral` true) and Fn::Or (`neutral` false): one operand with the other value decides. */
function all(operands: Node[], neutral: boolean, path: Path, env: Resolution): boolean | undefined {
  const before = env.trace.gaps.length;
  let known = true;
  for (const [index, operand] of operands.entries()) {
    const holds = env.holds(operand, [...path, index], env);
    if (holds === !neutral) {
      env.trace.gaps.length = before;
      return !neutral;
    }
    known &&= holds !== undefined;
  }
  return known ? neutral : undefined;
}
