import type { Fact } from "#lib/templates/branch.ts";
import { exploreFirst } from "./explore.ts";
import { parametersIn } from "./expression-name.ts";
import type { Resolution } from "./outcome.ts";
import { newMemo } from "./template.ts";

/** Whether a parameter cannot have a value, its default, in this world because known facts contradict it. */
export function isRuledOut(name: string, value: string, env: Resolution): boolean {
  const fact = env.world.get(name);
  if (fact && "noneOf" in fact && fact.noneOf.includes(value)) return true;
  env.memo.contradicted ??= contradictedIn(env);
  return env.memo.contradicted.has(name);
}

/**
 * The parameters behind everything whose value under the defaults contradicts this world, or that cannot be computed
 * without one of them: if two are equal and one is unknown, both are.
 */
function contradictedIn(env: Resolution): ReadonlySet<string> {
  const found = new Set<string>();
  for (let size = -1; size < found.size; ) {
    size = found.size;
    const memos = new WeakMap([[env.world, { ...newMemo(), contradicted: found }]]);
    const template = { ...env.template, active: new Set<string>(), memos };
    for (const fact of env.world.values()) {
      const expression = template.expressions.get(fact.name);
      if (!expression || admits(fact, exploreFirst({ ...env, template }, expression.likely))) continue;
      for (const part of expression.parts) for (const name of parametersIn(part, template)) found.add(name);
    }
  }
  return found;
}

function admits(fact: Fact, value: string | undefined): boolean {
  if (value === undefined) return false;
  return "value" in fact ? fact.value === value : !fact.noneOf.includes(value);
}
