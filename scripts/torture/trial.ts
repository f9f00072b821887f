/** Limits of a run, and the seed that repeats it. */
export type Options = { calls: number; times: number | null; seed: string };

/** The result of a trial, which passes if there are no failures. `notTried`: why this machine cannot run it. */
export type Outcome = { what: string; times: number; failures: string[]; worst: string; notTried?: string };

/** One attack on the real server. Trials share nothing: each creates its own data and cleans up. */
export type Trial = { name: string; run: (options: Options) => Promise<Outcome> };

/** How often a trial is repeated: its default, or fewer times if requested. */
export function timesOf({ times }: Options, most: number): number {
  return Math.min(times ?? most, most);
}

export function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

/** How long writes run before the failure, in milliseconds: a different time between 0.3 and 1.8 s in each round. */
export function momentOf(time: number): number {
  return 300 + ((time * 523) % 1_500);
}
