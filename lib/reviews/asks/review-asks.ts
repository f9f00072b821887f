import { asc, eq } from "drizzle-orm";
import { openReviewAsk } from "#db/conditions/reviews.ts";
import { idIn } from "#db/id-in.ts";
import { people, reviewAsks } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, type FieldProblem, Forbidden, Invalid } from "#lib/errors.ts";
import { askedResults } from "#lib/policies/blocking-results.ts";
import type { ReviewRow } from "#lib/reviews/change.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { blockingThreats, threatsNamed } from "#lib/threat-models/facts.ts";
import { checkWords, threatWords } from "#lib/threat-models/rules/blocking-checks.ts";
import { type Evidenced, openBlockers } from "./open-blockers.ts";

/** Results by key, threats by item. */
type Wanted = { results: readonly string[]; threats: readonly number[] };
type AskRow = typeof reviewAsks.$inferSelect;
type AskView = ReviewDetail["asks"][number];
type Said = Pick<AskView, "words" | "place" | "mended" | "sha256" | "threatModelId">;

/**
 * Records requests about these results and threats, and refuses those that no longer block. Returns the ids of the
 * requests.
 */
export async function recordReviewAsks(ctx: Context, row: ReviewRow, wanted: Wanted): Promise<number[]> {
  if (wanted.results.length + wanted.threats.length === 0) return [];
  const asker = personOf(ctx.actor);
  if (!asker) throw new Forbidden("Only a person can request changes.");
  const about = await notAskedYet(ctx, row.id, await aboutThese(ctx, row, wanted));
  if (about.length === 0) return [];
  const common = { reviewId: row.id, revision: row.currentRevision, askedById: asker.personId, askedAt: ctx.now };
  const rows = await ctx.db
    .insert(reviewAsks)
    .values(about.map((one) => ({ ...one, ...common })))
    .returning({ id: reviewAsks.id });
  return rows.map(({ id }) => id);
}

type About = Pick<typeof reviewAsks.$inferInsert, "documentName" | "resultKey" | "threatItemId">;

/** Leaves out what an earlier request still asks for. */
async function notAskedYet({ db }: Context, reviewId: number, about: readonly About[]): Promise<About[]> {
  const open = await db.select().from(reviewAsks).where(openReviewAsk(reviewId));
  const same = (one: About, other: About) =>
    (one.resultKey ?? null) === (other.resultKey ?? null) &&
    (one.threatItemId ?? null) === (other.threatItemId ?? null);
  return about.filter((one) => !open.some((ask) => same(one, ask)));
}

/** The subjects of the rows. Every result or threat that does not block now is a problem at its place in the input. */
async function aboutThese(ctx: Context, row: ReviewRow, wanted: Wanted) {
  const { results, threats } = await openBlockers(ctx, row);
  if (results === null && wanted.results.length > 0) {
    throw new Conflict(
      "The checks of the current revision have no result yet. Select their results once they have finished.",
    );
  }
  const byKey = new Map(results?.map((result) => [result.key, result]));
  const blocking = new Set(threats.map(({ itemId }) => itemId));
  const problems: FieldProblem[] = [];
  const about: About[] = [];
  const again = (list: readonly unknown[], index: number) => list.indexOf(list[index]) < index;
  for (const [index, resultKey] of wanted.results.entries()) {
    if (again(wanted.results, index)) continue;
    const documentName = byKey.get(resultKey)?.documentName;
    if (documentName !== undefined) about.push({ documentName, resultKey });
    else problems.push({ path: ["asks", "results", index], message: "is not a blocking result of this revision" });
  }
  for (const [index, threatItemId] of wanted.threats.entries()) {
    if (again(wanted.threats, index)) continue;
    if (blocking.has(threatItemId)) about.push({ threatItemId });
    else
      problems.push({ path: ["asks", "threats", index], message: "is not a blocking threat in the attached version" });
  }
  if (problems.length === 0) return about;
  throw new Invalid("Some of the requested items are not blocking now. Reload the review and look again.", problems);
}

/** Ends the requests about results and threats that no longer block, because nobody needs to answer them. */
export async function endMendedAsks(ctx: Context, row: Evidenced): Promise<void> {
  const ids = (await openReviewAsks(ctx, row)).flatMap(({ id, mended }) => (mended ? [id] : []));
  if (ids.length > 0) await ctx.db.update(reviewAsks).set({ answeredAt: ctx.now }).where(idIn(reviewAsks.id, ids));
}

/** The results and threats waiting for an answer, with the change of each since. Scoped by the caller. */
export async function openReviewAsks(ctx: Context, row: Evidenced): Promise<AskView[]> {
  const rows = await ctx.db
    .select({ ask: reviewAsks, askedBy: { id: people.id, name: people.name } })
    .from(reviewAsks)
    .innerJoin(people, eq(people.id, reviewAsks.askedById))
    .where(openReviewAsk(row.id))
    .orderBy(asc(reviewAsks.id));
  const said = await whatIsSaid(
    ctx,
    row,
    rows.map(({ ask }) => ask),
  );
  return rows.map(({ ask, askedBy }) => {
    const { id, revision, documentName, threatItemId, askedAt } = ask;
    return { id, revision, documentName, threatItemId, askedBy, askedAt: askedAt.toISOString(), ...said(ask) };
  });
}

async function whatIsSaid(ctx: Context, row: Evidenced, asks: readonly AskRow[]): Promise<(ask: AskRow) => Said> {
  const here = { reviewId: row.id, revision: row.currentRevision };
  const ofResults = asks.flatMap(({ id, revision, resultKey }) =>
    resultKey === null ? [] : [{ id, revision, resultKey }],
  );
  const results = new Map([...(await askedResults(ctx, here, ofResults))].map(([{ id }, answer]) => [id, answer]));
  const itemIds = asks.flatMap(({ threatItemId }) => (threatItemId === null ? [] : [threatItemId]));
  const names = await threatsNamed(ctx, itemIds);
  const { threatModelVersionId: version } = row;
  const blocking = itemIds.length > 0 && version !== null ? await blockingThreats(ctx, version) : [];
  return ({ id, revision, documentName, threatItemId }) => {
    if (threatItemId === null) {
      const { named = null, mended = null } = results.get(id) ?? {};
      const unnamed = { words: `A check result of r${revision}`, place: documentName ?? "", sha256: null };
      const { words, place, sha256 } = named ?? unnamed;
      return { words, place, sha256, mended, threatModelId: null };
    }
    const threat = names.get(threatItemId);
    const open = blocking.find(({ itemId }) => itemId === threatItemId);
    return {
      words: threatWords(threat ?? { numericId: null, text: "" }),
      place: open ? open.checks.map(checkWords).join("; ") : "",
      sha256: null,
      mended: open === undefined,
      threatModelId: threat?.threatModelId ?? null,
    };
  };
}
