import { and, desc, eq, inArray, ne, not, or, type SQL, sql } from "drizzle-orm";
import { readableEvent } from "#db/conditions/events.ts";
import { readableProgramReview } from "#db/conditions/program-reviews.ts";
import { beforeClaimBy, openHere, takenPartInBy } from "#db/conditions/reviews.ts";
import { visibleVersion } from "#db/conditions/threat-models.ts";
import {
  events,
  people,
  programReviews,
  reviews,
  services,
  threatModels,
  threatModelVersions,
} from "#db/schema/index.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import { type Context, nowOf } from "#lib/context.ts";
import { sentenceOf } from "#lib/event-types/vocabulary.ts";
import type { Names } from "#lib/event-types/words.ts";
import { eventNames } from "#lib/events/names.ts";
import { nominationsToSettle } from "#lib/guardians/queries.ts";
import { paths } from "#lib/paths.ts";
import type { Inbox } from "./output.ts";
import { isToldTo, LOOKED_AT, linesOf, mayHoldMore, type Reader, sentenceTo, shownOf } from "./rules.ts";

type PersonContext = Context & { actor: PersonActor };
type Row = typeof events.$inferSelect;

/** Open reviews and the most recently changed others cover all news; looking further back finds nothing. */
const REVIEWS_LOOKED_AT = 30;

/**
 * What others did on reviews the person requested, guards or has claimed, plus events that notify the person by name.
 */
export async function inboxFor(ctx: PersonContext): Promise<Inbox> {
  const seenId = await lastSeen(ctx);
  const found = [await onMyReviews(ctx), await toldToMe(ctx)];
  const rows = new Map(found.flat().map((row) => [row.id, row]));
  const events = [...rows.values()].sort((a, b) => b.id - a.id);
  const lines = shownOf(linesOf(events, ctx.actor.personId), seenId);
  const said = lines.flatMap(({ events }) => events);
  const names = await eventNames(ctx, said);
  const readable = await readableOf(ctx, said);
  const reader = { me: ctx.actor.personId, settles: await settledBy(ctx, said) };
  const sentence = (row: Row) => {
    const namesIn = { actor: names.actor(row), actorId: row.actorId, subject: names.subject(row), name: names.name };
    return sentenceFor(reader, row, namesIn);
  };
  const items = lines.map(({ events: [head, ...more], newest }) => ({
    id: newest,
    href: hrefOf(head, readable),
    sentence: [head, ...more].map(sentence).join(" "),
    at: head.at,
    unread: newest > seenId,
  }));
  const { timeZone } = nowOf(ctx);
  const more = found.some((rows) => mayHoldMore(rows, seenId));
  return { asOf: ctx.now, timeZone, unread: items.filter(({ unread }) => unread).length, more, items };
}

function onMyReviews(ctx: PersonContext): Promise<Row[]> {
  const me = ctx.actor.personId;
  const own = and(takenPartInBy(me), visibleReviews(ctx));
  const latest = (condition: SQL | undefined) => {
    const mine = ctx.db.select({ id: reviews.id }).from(reviews).where(and(own, condition));
    return mine.orderBy(desc(reviews.updatedAt), desc(reviews.id)).limit(REVIEWS_LOOKED_AT);
  };
  // Queried separately: a message on an open review does not otherwise change it, and a decided review is no longer
  // open.
  const mine = or(
    inArray(events.subjectId, latest(openHere())),
    inArray(events.subjectId, latest(sql`(${openHere()}) is not true`)),
  );
  const before = beforeClaimBy(me, { reviewId: events.subjectId, at: events.at });
  return latestOf(ctx, and(eq(events.subjectKind, "review"), mine, not(before), readableEvent(ctx)));
}

/** Events that notify the person by name. For reviews, only the ones they may see. */
function toldToMe(ctx: PersonContext): Promise<Row[]> {
  const seen = ctx.db.select({ id: reviews.id }).from(reviews).where(visibleReviews(ctx));
  const mayKnow = or(ne(events.subjectKind, "review"), inArray(events.subjectId, seen));
  // Spelt exactly as in the index of these events.
  const told = sql`${events.data} ? 'toIds' and ${events.data} -> 'toIds' @> ${JSON.stringify(ctx.actor.personId)}::jsonb`;
  return latestOf(ctx, and(told, mayKnow));
}

function latestOf({ db, actor }: PersonContext, condition: SQL | undefined): Promise<Row[]> {
  const byOthers = or(ne(events.actorId, actor.personId), sql`${events.actorId} is null`);
  return db.select().from(events).where(and(condition, byOthers)).orderBy(desc(events.id)).limit(LOOKED_AT);
}

async function lastSeen({ db, actor }: PersonContext): Promise<number> {
  const [row] = await db.select({ id: people.inboxSeenId }).from(people).where(eq(people.id, actor.personId));
  return row?.id ?? 0;
}

/** The nominations now waiting for the person's consent, if one of these events is a nomination. */
async function settledBy(ctx: PersonContext, rows: readonly Row[]): Promise<Reader["settles"]> {
  if (!rows.some(({ type }) => type === "guardian.nominated")) return new Set();
  return new Set((await nominationsToSettle(ctx)).map(({ guardianshipId }) => guardianshipId));
}

function sentenceFor(reader: Reader, row: Row, names: Names): string {
  return (isToldTo(reader.me, row) ? sentenceTo(row, names, reader) : null) ?? sentenceOf(row, names);
}

type Readable = { programReviews: ReadonlySet<number>; threatModels: ReadonlySet<number> };

/**
 * The program reviews and threat models among these events that the person may read. Someone removed from a decision
 * may no longer read it, and anyone may be named as an author.
 */
async function readableOf(ctx: PersonContext, rows: readonly Row[]): Promise<Readable> {
  const idsOf = (kind: Row["subjectKind"]) =>
    rows.filter(({ subjectKind }) => subjectKind === kind).map(({ subjectId }) => subjectId);
  return {
    programReviews: await readableProgramReviews(ctx, idsOf("program_review")),
    threatModels: await readableModels(ctx, idsOf("threat_model")),
  };
}

async function readableProgramReviews(ctx: PersonContext, ids: number[]): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set();
  const found = await ctx.db
    .select({ id: programReviews.id })
    .from(programReviews)
    .where(and(inArray(programReviews.id, ids), readableProgramReview(ctx)));
  return new Set(found.map(({ id }) => id));
}

async function readableModels(ctx: PersonContext, ids: number[]): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set();
  const found = await ctx.db
    .selectDistinct({ id: threatModels.id })
    .from(threatModelVersions)
    .innerJoin(threatModels, eq(threatModels.id, threatModelVersions.threatModelId))
    .innerJoin(services, eq(services.id, threatModels.serviceId))
    .where(and(inArray(threatModels.id, ids), visibleVersion(ctx)));
  return new Set(found.map(({ id }) => id));
}

function hrefOf({ subjectKind, subjectId, type, data }: Row, readable: Readable): string {
  if (subjectKind === "program_review") {
    const reads = readable.programReviews.has(subjectId);
    return reads ? paths.programReview(String(data.quarter), "decisions") : paths.program("reviews");
  }
  if (subjectKind === "threat_model") {
    return readable.threatModels.has(subjectId) ? paths.threatModel(subjectId) : paths.threatModels();
  }
  if (subjectKind === "course") return paths.course(subjectId);
  if (subjectKind === "person") return paths.person(subjectId);
  if (type.startsWith("finding.")) return paths.review(subjectId, "findings");
  if (type.startsWith("review.condition-")) return paths.review(subjectId, "decisions");
  return paths.review(subjectId, type === "review.commented" ? "discussion" : undefined);
}
