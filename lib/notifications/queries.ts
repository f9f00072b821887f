import { and, desc, eq, inArray, ne, or, sql } from "drizzle-orm";
import { events, people, reviews } from "#db/schema/index.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { type Names, sentenceOf } from "#lib/events/sentence.ts";
import { paths, reviewRef } from "#lib/paths.ts";

const LATEST = 10;
/** Looking further back than the reviews that changed last finds nothing that is news. */
const REVIEWS_LOOKED_AT = 30;

export type InboxItem = { id: number; href: string; sentence: string; at: Date; unread: boolean };
/** The latest events about somebody, and how many of them came after the last look. */
export type Inbox = { unread: number; items: InboxItem[] };

type Row = {
  id: number;
  at: Date;
  type: string;
  data: Record<string, unknown>;
  reviewId: number;
  actor: string | null;
};

/** What others did on the reviews the person asked for, guards or reviews, and what the product tells them by name. */
export async function inboxFor(ctx: Context & { actor: PersonActor }): Promise<Inbox> {
  const rows = await latestEvents(ctx);
  const names = await namesIn(ctx, rows);
  const seenAt = await lastLook(ctx);
  const items = rows.map((row) => toItem(row, names, seenAt));
  return { unread: items.filter(({ unread }) => unread).length, items };
}

function latestEvents(ctx: Context & { actor: PersonActor }): Promise<Row[]> {
  const { db, actor } = ctx;
  const me = actor.personId;
  const mine = db
    .select({ id: reviews.id })
    .from(reviews)
    .where(or(eq(reviews.requesterId, me), eq(reviews.guardianId, me), eq(reviews.reviewerId, me)))
    .orderBy(desc(reviews.updatedAt))
    .limit(REVIEWS_LOOKED_AT);
  const told = and(
    eq(events.type, "review.waiver-announced"),
    sql`${events.data} -> 'toIds' @> ${JSON.stringify(me)}::jsonb`,
    inArray(events.subjectId, db.select({ id: reviews.id }).from(reviews).where(visibleReviews(ctx))),
  );
  const byOthers = or(ne(events.actorId, me), sql`${events.actorId} is null`);
  // Feedback on a guardian is the guardian's own.
  const mayKnow = or(
    sql`${events.type} not like 'review.feedback-%'`,
    sql`(${events.data} ->> 'guardianId')::int = ${me}`,
  );
  return db
    .select({
      id: events.id,
      at: events.at,
      type: events.type,
      data: events.data,
      reviewId: events.subjectId,
      actor: people.name,
    })
    .from(events)
    .leftJoin(people, eq(people.id, events.actorId))
    .where(and(eq(events.subjectKind, "review"), or(inArray(events.subjectId, mine), told), byOthers, mayKnow))
    .orderBy(desc(events.id))
    .limit(LATEST);
}

/** The names of the people that the events point to. */
async function namesIn({ db }: Context, rows: Row[]): Promise<Map<number, string>> {
  const ids = rows.flatMap(({ data }) => (typeof data.guardianId === "number" ? [data.guardianId] : []));
  if (ids.length === 0) return new Map();
  const found = await db.select({ id: people.id, name: people.name }).from(people).where(inArray(people.id, ids));
  return new Map(found.map(({ id, name }) => [id, name]));
}

async function lastLook({ db, actor }: Context & { actor: PersonActor }): Promise<Date | null> {
  const [row] = await db.select({ at: people.inboxSeenAt }).from(people).where(eq(people.id, actor.personId));
  return row?.at ?? null;
}

function toItem(row: Row, people: Map<number, string>, seenAt: Date | null): InboxItem {
  const names: Names = {
    actor: row.actor ?? "The system",
    subject: reviewRef(row.reviewId),
    name: (kind, id) => (kind === "person" ? (people.get(id) ?? "somebody") : `the ${kind}`),
  };
  return {
    id: row.id,
    href: paths.review(row.reviewId),
    sentence: sentenceOf(row, names),
    at: row.at,
    unread: seenAt === null || row.at > seenAt,
  };
}
