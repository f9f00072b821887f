/** What limits a run, and what repeats it. */
export type Options = { calls: number; times: number | null; seed: string };

/** What a trial found. It held when nothing failed; `notTried` says why this machine cannot show it. */
export type Outcome = { what: string; times: number; failures: string[]; worst: string; notTried?: string };

/** One attack on the real server. Trials share nothing: each makes its own data and cleans up. */
export type Trial = { name: string; run: (options: Options) => Promise<Outcome> };

/** How often a trial is repeated: as it is made for, or less when that is asked. */
export function timesOf({ times }: Options, most: number): number {
  return Math.min(times ?? most, most);
}

export function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

/** How long writes go on before the blow, in milliseconds: each time something else between 0.3 and 1.8 s. */
export function momentOf(time: number): number {
  return 300 + ((time * 523) % 1_500);
}
