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

/** What stands on a review until a day that is near, or stood until one that is over, and was not renewed. */
export type EndingWaiver = {
  kind: ExceptionKind;
  id: number;
  reviewId: number;
  endsOn: string;
  /** Of a gate; null of a result and of a finding. */
  gate: GateId | null;
  /** The name of the document of a result, or the title of a finding; null of a gate. */
  about: string | null;
  askedById: number | null;
  /** Who has to deal with the finding. */
  ownerId: number | null;
  /** A decision or a launch is to come, in whose way it is where nothing lets it stand. */
  blocking: boolean;
};

/**
 * What ends within the days in which it is announced and lets something pass until then, the soonest first. `condition` is about the
 * review, or the row `e` of `waiversWithEnd` beside it, and scoped by the caller. `isNews` leaves out what was announced to end on
 * that day.
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
 * The waivers that have come to their last day, the latest first, on reviews that are open, or approved and not launched; those whose
 * gate is unmet by now. Of many the `most` latest are looked at. `among` is about the reviews, and scoped by the caller; `those` about
 * the row `e` of `waiversWithEnd`.
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
 * The accepted risks that have come to their last day, the latest first, of changes that are live or may yet be; `blocking` are those
 * whose gate is unmet by now. `among` is about the review, or the row `e`, and scoped by the caller.
 */
export async function lapsedRisks(ctx: Context, among: SQL | undefined, most: number): Promise<EndingWaiver[]> {
  const condition = and(sql`not e.holds and e.kind = 'finding'`, mayBeLive(), among);
  const lapsed = await listed(ctx, condition, latest(most));
  const blocking = lapsed.filter((one) => one.blocking);
  const inTheWay = new Set(await whereGate(ctx, blocking, () => ({ id: GATE_UNMET_BY.finding, state: "unmet" })));
  return lapsed.map((one) => ({ ...one, blocking: inTheWay.has(one) }));
}

/** The rows of `reviews` of which a decision or a launch is still to come that what is waived lets pass. */
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
 * What was let stand until a day and neither ended nor renewed, as a table: waivers of gates, those of results that the current
 * checks still find, and accepted risks. `holds` says whether that day is still to come; `about` names the document or the
 * finding, and is null of a gate; `fingerprint` is that of a result. `among` selects the ids of the reviews that are asked about:
 * what has ended on all of them is much.
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

/** The rows `e` whose renewal this person may be the one to give: someone asks for it, and they do not. A risk takes no ask. */
export function toBeGivenBy(personId: number): SQL {
  return sql`(e.kind = 'finding' or (${isAskedAgain()} and not ${isAskedAgain(personId)}))`;
}

/** The rows `e` but for these findings. */
export function notOfFindings(ids: readonly number[]): SQL {
  return sql`(e.kind <> 'finding' or e.id <> all(${`{${ids.join(",")}}`}::int[]))`;
}

/** The rows `e` whose renewal nobody asks for yet. */
export function toBeAskedFor(): SQL {
  return sql`(e.kind <> 'finding' and not ${isAskedAgain()})`;
}

/** Whether someone asks that what the row `e` lets stand may stand on, or this person does. */
function isAskedAgain(personId?: number): SQL {
  return sql`exists (select from ${waiverAsks} where ${isAskedFor()} and ${openAsk()}
    and ${personId === undefined ? sql`true` : sql`${waiverAsks.askedById} = ${personId}`})`;
}

/** The last day of the waiver that what the row of `waiver_asks` is about had; null where it had none, or one that holds. */
export function endOfAsked(today: string): SQL<string | null> {
  return sql`(select max(e.expires_on)::text from ${waiversWithEnd(today)} e where not e.holds and ${isAskedFor()})`;
}

/** The row `e` lets stand, or did, what the row of `waiver_asks` is about. */
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
