import type { Node } from "#lib/iam/index.ts";
import { factWords } from "#lib/templates/branch.ts";
import { child, objectNode } from "#lib/templates/node.ts";
import type { Path } from "#lib/templates/reading.ts";
import { chosen } from "./conditions.ts";
import { exploreAll } from "./explore.ts";
import { expressionName } from "./expression-name.ts";
import { newTrace, type Resolution } from "./outcome.ts";
import { memoOf, type World } from "./template.ts";

/**
 * The worlds in which the resource is in the stack; none if given values exclude it. If its condition is unknown, there
 * is one world in which it holds.
 */
export function worldsWith(node: Node, path: Path, env: Resolution): Resolution[] {
  const condition = child(node, "Condition");
  if (!condition) return [env];
  const leaves = exploreAll(env, (own) => chosen(condition, [...path, "Condition"], own));
  if (typeof leaves === "string" || leaves.some(({ result }) => result === undefined)) {
    return [whereHolds(condition, env)];
  }
  return leaves.flatMap(({ env: own, result }) => (result ? [own] : []));
}

function whereHolds(condition: Node, { template, ...env }: Resolution): Resolution {
  const whole = condition.kind === "string" ? objectNode([["Condition", condition]], condition.span) : condition;
  const fact = { name: expressionName(whole, template), value: "true" };
  template.expressions.set(fact.name, { parts: [whole], likely: () => undefined });
  const words = condition.kind === "string" ? `${condition.value} is true` : factWords(fact);
  const world: World = new Map([...env.world, [fact.name, fact]]);
  const trace = newTrace(env.trace);
  trace.facts.set(fact.name, fact);
  trace.labels.set(fact.name, words);
  return { ...env, template, world, memo: memoOf(template, world), trace };
}
