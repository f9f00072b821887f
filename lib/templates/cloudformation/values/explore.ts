import type { Fact } from "#lib/templates/branch.ts";
import { newTrace, type Resolution } from "./outcome.ts";
import { memoOf, type World } from "./template.ts";

/** Maximum number of worlds in which one policy is read. */
const MAX_WORLDS = 64;
const TOO_MANY_WORLDS = `This depends on more than ${MAX_WORLDS} combinations of parameters and conditions. Set the parameter values.`;
const NO_WORLD = "The template gives this no value, whatever the parameters are.";

/**
 * Thrown if the world does not answer a question: the world splits into one per fact, or none if no fact is possible.
 */
export class Split extends Error {
  readonly facts: Fact[];
  constructor(facts: Fact[]) {
    super("The question is undecided in this world.");
    this.facts = facts;
  }
}

export type Leaf<Result> = { env: Resolution; result: Result };

/**
 * The results of `run` in each world that `env` may turn out to be, told apart only where the run asks. Every
 * deployment with the given parameters is in one of them. The run restarts in each world, so that what it met before
 * asking counts too.
 */
export function* explore<Result>(env: Resolution, run: (own: Resolution) => Result): Generator<Leaf<Result>> {
  const own = { ...env, memo: memoOf(env.template, env.world), trace: newTrace(env.trace) };
  const outcome = attempt(own, run);
  if (!(outcome instanceof Split)) {
    yield { env: own, result: outcome.result };
    return;
  }
  for (const fact of outcome.facts) {
    const world: World = new Map([...env.world, [fact.name, fact]]);
    yield* explore({ ...env, world }, run);
  }
}

function attempt<Result>(env: Resolution, run: (own: Resolution) => Result): { result: Result } | Split {
  try {
    return { result: run(env) };
  } catch (error) {
    if (error instanceof Split) return error;
    throw error;
  }
}

/** Every world of a run, at least one, or why there is none. Worlds into which its place splits count too. */
export function exploreAll<Result>(env: Resolution, run: (own: Resolution) => Result): Leaf<Result>[] | string {
  const leaves: Leaf<Result>[] = [];
  for (const leaf of explore(env, run)) {
    leaves.push(leaf);
    if (leaves.length > 1 && leaves.length * env.ways > MAX_WORLDS) return TOO_MANY_WORLDS;
  }
  const ways = env.ways * leaves.length;
  return leaves.length === 0 ? NO_WORLD : leaves.map((leaf) => ({ ...leaf, env: { ...leaf.env, ways } }));
}

/** The result of `run` in the world that follows the defaults. */
export function exploreFirst<Result>(env: Resolution, run: (own: Resolution) => Result): Result | undefined {
  for (const { result } of explore(env, run)) return result;
  return undefined;
}
