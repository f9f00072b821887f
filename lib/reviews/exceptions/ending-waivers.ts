import { and, not, or, type SQL, sql } from "drizzle-orm";
import { exceptionHoldsIn, notEnded } from "#db/conditions/exceptions.ts";
import {
  exceptionCounts,
  isRenewedIn,
  mayBeLive,
  openAsk,
  openReview,
  waiversStand,
  wasLaunchedSince,
} from "#db/conditions/reviews.ts";
import { rowsOf } from "#db/rows-of.ts";
import { events, findings, reviews, waiverAsks } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { announcedUpTo, type ExceptionKind } from "#lib/exceptions/rules.ts";
import { whereGate } from "#lib/reviews/decisions/where-gate.ts";
import { GATE_UNMET_BY, type GateId } from "#lib/reviews/rules/gates.ts";

/** A waiver or accepted risk on a review that ends soon, or has ended without renewal. */
export type EndingWaiver = {
  kind: ExceptionKind;
  id: number;
  reviewId: number;
  endsOn: string;
  /** For a gate; null for a result or a finding. */
  gate: GateId | null;
  /** The document name of a result, or the title of a finding; null for a gate. */
  about: string | null;
  askedById: number | null;
  /** Who is responsible for the finding. */
  ownerId: number | null;
  /** Whether it would block a coming decision or launch without the waiver. */
  blocking: boolean;
};

/**
 * Waivers and risks in effect that end within the announcement days, soonest first. `condition` covers the review, or
 * the row `e` of `waiversWithEnd` joined with it, and is scoped by the caller. `isNews` leaves out announced last days.
 */
export async function endingWaivers(
  ctx: Context,
  condition: SQL | undefined,
  most: number,
  { isNews = false } = {},
): Promise<EndingWaiver[]> {
  const soon = sql`e.holds and e.expires_on <= ${announcedUpTo(ctx.day)}::date
    and case when e.kind = 'finding' then ${mayBeLive()} else ${waiversStand()} end and ${isNews ? sql`not ${wasAnnounced()}` : sql`true`}`;
  const ending = await listed(ctx, and(soon, condition), sql`e.expires_on, e.kind, e.id`);
  return (await whereGate(ctx, ending, ({ gate }) => gate && { id: gate, state: "waived" })).slice(0, most);
}

/**
 * Ended waivers, latest first, on reviews that are open, or approved and not launched, and whose gate is now unmet.
 * Only the `most` latest are checked. `among` covers the reviews and is scoped by the caller; `those` covers the row
 * `e` of `waiversWithEnd`.
 */
export async function endedWaivers(
  ctx: Context,
  { among, those }: { among: SQL | undefined; those: SQL },
  most: number,
): Promise<EndingWaiver[]> {
  const ids = ctx.db.select({ id: reviews.id }).from(reviews).where(and(goesOn(), among));
  const ended = await listed(ctx, sql`not e.holds and e.kind <> 'finding' and ${those}`, latest(most), sql`${ids}`);
  return whereGate(ctx, ended, ({ gate }) => ({ id: gate ?? GATE_UNMET_BY.result, state: "unmet" }));
}

/**
 * Expired accepted risks, latest first, for changes that are live or may still go live; `blocking` marks those whose
 * gate is now unmet. `among` covers the review, or the row `e`, and is scoped by the caller.
 */
export async function lapsedRisks(ctx: Context, among: SQL | undefined, most: number): Promise<EndingWaiver[]> {
  const condition = and(sql`not e.holds and e.kind = 'finding'`, mayBeLive(), among);
  const lapsed = await listed(ctx, condition, latest(most));
  const blocking = lapsed.filter((one) => one.blocking);
  const inTheWay = new Set(await whereGate(ctx, blocking, () => ({ id: GATE_UNMET_BY.finding, state: "unmet" })));
  return lapsed.map((one) => ({ ...one, blocking: inTheWay.has(one) }));
}

/** The rows of `reviews` with a coming decision or launch that a waiver lets pass. */
function goesOn(): SQL | undefined {
  return and(waiversStand(), or(openReview(), not(wasLaunchedSince())));
}

function latest(most: number): SQL {
  return sql`e.expires_on desc, e.kind, e.id limit ${most}`;
}

function listed(ctx: Context, condition: SQL | undefined, order: SQL, among?: SQL): Promise<EndingWaiver[]> {
  return rowsOf<EndingWaiver>(
    ctx.db,
    sql`
    select e.kind, e.id, e.review_id as "reviewId", e.expires_on::text as "endsOn", e.gate, e.about, e.asked_by_id as "askedById",
      e.owner_id as "ownerId", e.blocking and ${goesOn()} as blocking
    from ${waiversWithEnd(ctx.day, among)} e join ${reviews} on ${reviews.id} = e.review_id
    where ${condition} order by ${order}`,
  );
}

/**
 * Waivers and accepted risks with a last day, neither ended nor renewed, as a table: gate waivers, waivers of results
 * the current checks still find, and accepted risks. `holds`: the last day has not passed. `about`: the document or
 * finding, null for a gate. `fingerprint`: the result's. `among` selects the review ids, because all ended ones
 * together are many.
 */
export function waiversWithEnd(today: string, among?: SQL): SQL {
  const isHere = among ? sql`w.review_id = any(array(${among}))` : sql`true`;
  return sql`(
    select w.kind, coalesce(w.finding_id, w.id) as id, w.review_id, w.expires_on, ${exceptionHoldsIn("w", today)} as holds, w.gate,
      coalesce(w.document_name, ${findings.title}) as about, w.fingerprint,
      case w.kind when 'finding' then ${findings.raisedById} else w.asked_by_id end as asked_by_id, ${findings.ownerId} as owner_id,
      coalesce(${findings.blocking}, true) as blocking
    from exceptions w join ${reviews} on ${reviews.id} = w.review_id left join ${findings} on ${findings.id} = w.finding_id
    where ${isHere} and ${notEnded("w")} and ${exceptionCounts("w", today)} and not ${isRenewedIn("w", today)})`;
}

/** The rows `e` whose renewal this person may grant, because someone else requests it. Risks need no request. */
export function toBeGivenBy(personId: number): SQL {
  return sql`(e.kind = 'finding' or (${isAskedAgain()} and not ${isAskedAgain(personId)}))`;
}

/** The rows `e` except these findings. */
export function notOfFindings(ids: readonly number[]): SQL {
  return sql`(e.kind <> 'finding' or e.id <> all(${`{${ids.join(",")}}`}::int[]))`;
}

/** The rows `e` whose renewal nobody has requested yet. */
export function toBeAskedFor(): SQL {
  return sql`(e.kind <> 'finding' and not ${isAskedAgain()})`;
}

/** Whether anyone, or this person, has requested the renewal of the row `e`. */
function isAskedAgain(personId?: number): SQL {
  return sql`exists (select from ${waiverAsks} where ${isAskedFor()} and ${openAsk()}
    and ${personId === undefined ? sql`true` : sql`${waiverAsks.askedById} = ${personId}`})`;
}

/**
 * The last day of the ended waiver for the subject of a row of `waiver_asks`; null if there was none, or one is still
 * valid.
 */
export function endOfAsked(today: string): SQL<string | null> {
  return sql`(select max(e.expires_on)::text from ${waiversWithEnd(today)} e where not e.holds and ${isAskedFor()})`;
}

/** Whether the row `e` covers the subject of the row of `waiver_asks`. */
function isAskedFor(): SQL {
  const { documentName, fingerprint, gate, reviewId } = waiverAsks;
  return sql`(${reviewId} = e.review_id
    and (${gate} = e.gate or (${documentName} = e.about and ${fingerprint} = e.fingerprint)))`;
}

function wasAnnounced(): SQL {
  return sql`exists (
    select from ${events} where subject_kind = 'review' and subject_id = e.review_id and type = 'review.waiver-announced'
      and data @> jsonb_build_object('kind', e.kind, 'waiverId', e.id, 'endsOn', e.expires_on::text))`;
}
