import type { Context } from "#lib/context.ts";
import { sha256 } from "#lib/sha256.ts";
import { lastRun, resultsOf } from "./queries.ts";
import { type RunResult, resultsByPlace } from "./rules/compare-runs.ts";
import { mendedSince } from "./rules/fixed-results.ts";
import { countOf } from "./rules/kept-results.ts";
import { type NamedResult, namedResult } from "./rules/named-result.ts";
import { blocksNow, type ResultWaiver, waiverOf } from "./rules/result-waiver.ts";
import type { StoredResult } from "./rules/run-view.ts";
import { waiversOf, waiversOn } from "./waivers.ts";

/** `key` identifies it across runs, as 64 hexadecimal digits; `count` is how many unlisted results it represents. */
export type BlockingResult = NamedResult & { key: string; fingerprint: string | null; count: number };

type Asked = { revision: number; resultKey: string };
/** `named` is null if the checks of its revision no longer report it; the other value is null while unknown. */
type AskedResult = { named: NamedResult | null; mended: boolean | null };

/**
 * The distinct results of a revision that block today; null while its checks are not finished. Scoped by the caller.
 */
export async function blockingResults(
  ctx: Context,
  reviewId: number,
  revision: number,
): Promise<BlockingResult[] | null> {
  const results = await finishedResults(ctx, reviewId, revision);
  if (results === null) return null;
  const waivers = await waiversOn(ctx, reviewId, revision);
  const blocking = resultsByPlace(results).filter((result) => blocksNow(result, waivers));
  const byKey = new Map(blocking.map((result) => [keyOf(result), result]));
  return [...byKey].map(([key, result]) => {
    const { fingerprint, reason } = result;
    return { key, fingerprint, count: countOf(reason), ...namedResult(result) };
  });
}

/**
 * The waivers currently in force for a revision's results, one per result; none while its checks are not finished.
 * Scoped by the caller.
 */
export async function waivedResults(ctx: Context, reviewId: number, revision: number): Promise<ResultWaiver[]> {
  const waivers = await waiversOf(ctx, reviewId);
  if (!waivers.some(({ active }) => active)) return [];
  const blocking = resultsByPlace((await finishedResults(ctx, reviewId, revision)) ?? []).filter((one) => one.blocking);
  const standing = new Set(blocking.map((result) => waiverOf(result, waivers)));
  return waivers.filter((waiver) => waiver.active && standing.has(waiver));
}

/** How many results block in each of these runs of one revision, given these waivers. Scoped by the caller. */
export async function blockingUnder(
  ctx: Context,
  { reviewId, runIds }: { reviewId: number; runIds: readonly number[] },
  holds: (waiver: ResultWaiver) => boolean,
): Promise<number> {
  const waivers = (await waiversOf(ctx, reviewId)).map((waiver) => ({ ...waiver, active: holds(waiver) }));
  const said: { key: string; count: number }[][] = [];
  for (const runId of runIds) {
    const blocking = resultsByPlace(await resultsOf(ctx, runId)).filter((result) => blocksNow(result, waivers));
    said.push(blocking.map(({ key, reason }) => ({ key, count: countOf(reason) })));
  }
  const [first = [], ...others] = said;
  const sets = others.map((results) => new Set(results.map(({ key }) => key)));
  const inAll = first.filter(({ key }) => sets.every((keys) => keys.has(key)));
  return inAll.reduce((sum, { count }) => sum + count, 0);
}

/** The content of the requested results, and whether the current revision still has them. Scoped by the caller. */
export async function askedResults<A extends Asked>(
  ctx: Context,
  { reviewId, revision }: { reviewId: number; revision: number },
  asks: readonly A[],
): Promise<Map<A, AskedResult>> {
  if (asks.length === 0) return new Map();
  const waivers = await waiversOn(ctx, reviewId, revision);
  const now = await finishedResults(ctx, reviewId, revision);
  const revisions = new Map<number, (key: string) => AskedResult>();
  for (const asked of new Set(asks.map((ask) => ask.revision))) {
    const before = asked === revision ? now : await finishedResults(ctx, reviewId, asked);
    const known = new Map(resultsByPlace(before ?? []).map((result) => [keyOf(result), result]));
    const mended = before && now && mendedSince(before, { now, waivers });
    revisions.set(asked, (key) => {
      const result = known.get(key);
      if (result && mended) return { named: namedResult(result), mended: mended(result.key) };
      return { named: result ? namedResult(result) : null, mended: mended && asked === revision ? true : null };
    });
  }
  return new Map(asks.map((ask) => [ask, revisions.get(ask.revision)?.(ask.resultKey) ?? NOT_KNOWN]));
}

const NOT_KNOWN: AskedResult = { named: null, mended: null };

/** A revision without documents has no run and no results; null while a run is not finished. */
async function finishedResults(ctx: Context, reviewId: number, revision: number): Promise<StoredResult[] | null> {
  const run = await lastRun(ctx, reviewId, revision);
  if (!run) return [];
  return run.state === "finished" ? resultsOf(ctx, run.id) : null;
}

function keyOf({ key }: RunResult): string {
  return sha256(key);
}
