import { and, asc, desc, eq, inArray, isNotNull, or, type SQL, sql } from "drizzle-orm";
import { exceptionHoldsIn } from "#db/conditions/exceptions.ts";
import { stillFound } from "#db/conditions/policies.ts";
import { openAsk, waiversStand } from "#db/conditions/reviews.ts";
import { people, reviews, waiverAsks } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Forbidden } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { giveRefusal } from "#lib/exceptions/rules.ts";
import { type Gate, type GateId, waivable } from "#lib/reviews/rules/gates.ts";
import { CAPABILITIES } from "#lib/reviews/rules/verbs.ts";
import { endOfAsked } from "./ending-waivers.ts";

/** The subject of a waiver: a gate, or a check result in a document. */
export type Waivable = { gate: GateId } | { documentName: string; fingerprint: string };

export type WaiverAsk = {
  id: number;
  gate: string | null;
  documentName: string | null;
  fingerprint: string | null;
  reason: string;
  askedBy: { id: number; name: string };
  askedAt: string;
};

/** Records that this person requests a waiver. The same person cannot repeat an open request. */
export async function recordAsk(ctx: Context, reviewId: number, about: Waivable, reason: string): Promise<void> {
  const asker = personOf(ctx.actor);
  if (!asker) throw new Forbidden("Only a person can request a waiver.");
  const own = and(isAbout(reviewId, about), openAsk(), eq(waiverAsks.askedById, asker.personId));
  const [open] = await ctx.db.select({ id: waiverAsks.id }).from(waiverAsks).where(own);
  if (open) throw new Conflict("You have already requested this waiver. It is waiting for a second person.");
  const [ask] = await ctx.db
    .insert(waiverAsks)
    .values({ ...about, reviewId, reason, askedById: asker.personId, askedAt: ctx.now })
    .returning({ id: waiverAsks.id });
  await record(ctx, {
    type: "review.waiver-asked",
    subject: { kind: "review", id: reviewId },
    data: { askId: ask?.id ?? 0 },
  });
}

/**
 * Closes every open request for this subject and returns the last requester. Refused without a request, and to the
 * requester: another person must grant it.
 */
export async function answerAsks(ctx: Context, reviewId: number, about: Waivable, approverId: number): Promise<number> {
  const open = and(isAbout(reviewId, about), openAsk());
  const asks = await ctx.db
    .select({ askedById: waiverAsks.askedById })
    .from(waiverAsks)
    .where(open)
    .orderBy(desc(waiverAsks.id));
  const refusal = giveRefusal(
    asks.map(({ askedById }) => askedById),
    approverId,
  );
  const [ask] = asks;
  if (!ask || refusal !== null) throw new Conflict(refusal ?? "");
  await ctx.db.update(waiverAsks).set({ givenAt: ctx.now }).where(open);
  return ask.askedById;
}

/** Closes every open request for a result, because waiving the checks' gate covers all results. */
export async function answerResultAsks(ctx: Context, reviewId: number): Promise<void> {
  const open = and(eq(waiverAsks.reviewId, reviewId), isNotNull(waiverAsks.fingerprint), openAsk());
  await ctx.db.update(waiverAsks).set({ givenAt: ctx.now }).where(open);
}

/**
 * Open requests that can still be granted, oldest first: for these gates, and for results the current checks find.
 * Scoped by the caller.
 */
export async function openAsks(ctx: Context, reviewId: number, gates: readonly Gate[]): Promise<WaiverAsk[]> {
  const { fingerprint, gate } = waiverAsks;
  const about = or(
    inArray(
      gate,
      waivable(gates).map(({ id }) => id),
    ),
    and(isNotNull(fingerprint), stillFound("waiver_asks")),
  );
  const rows = await ctx.db
    .select({ ask: waiverAsks, askedBy: { id: people.id, name: people.name } })
    .from(waiverAsks)
    .innerJoin(people, eq(people.id, waiverAsks.askedById))
    .innerJoin(reviews, eq(reviews.id, waiverAsks.reviewId))
    .where(and(eq(waiverAsks.reviewId, reviewId), openAsk(), waiversStand(), about))
    .orderBy(asc(waiverAsks.id));
  return rows.map(({ ask: { id, gate, documentName, fingerprint, reason, askedAt }, askedBy }) => {
    return { id, gate, documentName, fingerprint, reason, askedBy, askedAt: askedAt.toISOString() };
  });
}

/** A requested waiver; `id` and `askedBy` come from the last request. */
export type Asked = {
  id: number;
  reviewId: number;
  gate: GateId | null;
  /** Set for a result. */
  documentName: string | null;
  askedBy: string;
  askedByIds: number[];
  /** The last day of its earlier waiver. */
  endedOn: string | null;
};

/**
 * Grantable waiver requests on the reviews of a condition, one per subject, latest request first; for results, only
 * those found and not waived. Whether their gate blocks is not a column. Scoped by the caller.
 */
export function askedAmong(ctx: Context, condition: SQL | undefined, most: number): Promise<Asked[]> {
  const { documentName, fingerprint, gate, id, reviewId } = waiverAsks;
  const last = sql<number>`max(${id})`;
  return ctx.db
    .select({
      id: last,
      reviewId,
      gate: sql<GateId | null>`${gate}`,
      documentName,
      askedBy: sql<string>`(array_agg(${people.name} order by ${id} desc))[1]`,
      askedByIds: sql<number[]>`json_agg(${people.id} order by ${id})`,
      endedOn: endOfAsked(ctx.day),
    })
    .from(waiverAsks)
    .innerJoin(people, eq(people.id, waiverAsks.askedById))
    .innerJoin(reviews, eq(reviews.id, reviewId))
    .where(
      and(openAsk(), inArray(reviews.state, [...CAPABILITIES.waive.from]), or(isNotNull(gate), blocks(ctx)), condition),
    )
    .groupBy(reviewId, gate, documentName, fingerprint)
    .orderBy(desc(last))
    .limit(most);
}

/** Requests for results that the checks still find and no waiver covers. */
function blocks({ day }: Context): SQL | undefined {
  const { documentName, fingerprint, reviewId } = waiverAsks;
  return and(
    stillFound("waiver_asks"),
    sql`not exists (select from exceptions w where w.kind = 'result' and w.review_id = ${reviewId}
      and w.document_name = ${documentName} and w.fingerprint = ${fingerprint} and ${exceptionHoldsIn("w", day)})`,
  );
}

function isAbout(reviewId: number, about: Waivable): SQL | undefined {
  const here = eq(waiverAsks.reviewId, reviewId);
  if ("gate" in about) return and(here, eq(waiverAsks.gate, about.gate));
  const { documentName, fingerprint } = about;
  return and(here, eq(waiverAsks.documentName, documentName), eq(waiverAsks.fingerprint, fingerprint));
}
