import { and, asc, desc, eq, exists, gt, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { byName } from "#db/by-name.ts";
import { readableEvent } from "#db/conditions/events.ts";
import { isHere } from "#db/conditions/people.ts";
import { sliceOf } from "#db/paging.ts";
import { events, people } from "#db/schema/index.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { byAct, mostTelling } from "#lib/event-types/telling.ts";
import { type EventType, type Subject, type SubjectKind, sentenceOf } from "#lib/event-types/vocabulary.ts";
import type { Place } from "#lib/place.ts";
import { eventNames } from "./names.ts";

export type EventRow = typeof events.$inferSelect;

/** One event for display: who did what, when, to which subject. */
export type TimelineEntry = {
  id: number;
  at: Date;
  type: string;
  actor: { id: number | null; name: string };
  subject: Subject & { name: string };
  sentence: string;
};

/** Entries in one page of a timeline. */
const TIMELINE_SIZE = 200;

/** Events read for each line of recent activity; an action rarely has more than a few. */
const LOOKED_AT = 4;

/**
 * Events about one subject, latest first, in pages. The caller has already loaded the subject within the actor's
 * visibility.
 */
export async function timeline(ctx: Context, subject: Subject, page = 1): Promise<LogPage> {
  const where = and(eq(events.subjectKind, subject.kind), eq(events.subjectId, subject.id), readableEvent(ctx));
  return pageOf(ctx, where, page, { size: TIMELINE_SIZE, seesSubjects: true });
}

/**
 * Activity since a moment on the subjects of a query, latest first: one line per action, by its most important event.
 * The caller's query is scoped to the actor.
 */
export async function movedSince(
  ctx: Context,
  kind: SubjectKind,
  subjects: SQLWrapper,
  since: Date,
  limit = 10,
): Promise<TimelineEntry[]> {
  const ofThem = and(eq(events.subjectKind, kind), sql`${events.subjectId} in ${subjects}`);
  const rows = await ctx.db
    .select()
    .from(events)
    .where(and(ofThem, gt(events.at, since), readableEvent(ctx)))
    .orderBy(desc(events.id))
    .limit(LOOKED_AT * limit);
  const heads = byAct(rows).flatMap((act) => mostTelling(act) ?? []);
  return entries(ctx, heads.slice(0, limit), { seesSubjects: true });
}

export type LogFilter = {
  type?: EventType;
  subjectKind?: SubjectKind;
  subjectId?: number;
  actorId?: number;
  page?: number;
};
type LogPage = Place & { items: TimelineEntry[] };

/** All events, latest first, 50 per page, for readers of the log. */
export async function activityLog(ctx: Context, filter: LogFilter = {}): Promise<LogPage> {
  ensure(may(ctx.actor, "audit.read", null));
  return pageOf(ctx, conditions(ctx, filter), filter.page);
}

/** The people the log can be filtered by, by name, including those who have left. */
export async function actorsOf(ctx: Context): Promise<{ id: number; name: string; hasLeft: boolean }[]> {
  ensure(may(ctx.actor, "audit.read", null));
  const acted = exists(ctx.db.select({ one: sql`1` }).from(events).where(eq(events.actorId, people.id)));
  return ctx.db
    .select({ id: people.id, name: people.name, hasLeft: sql<boolean>`not ${isHere()}` })
    .from(people)
    .where(or(isHere(), acted))
    .orderBy(byName(people.name), asc(people.id));
}

type Reading = { size?: number; seesSubjects?: boolean };

async function pageOf(ctx: Context, where: SQL | undefined, page = 1, reading: Reading = {}): Promise<LogPage> {
  const { seesSubjects, ...sized } = reading;
  const all = ctx.db.select({ id: events.id }).from(events).where(where);
  const { place, limit, offset } = await sliceOf(ctx.db, all, page, sized);
  const rows = await ctx.db.select().from(events).where(where).orderBy(desc(events.id)).limit(limit).offset(offset);
  return { items: await entries(ctx, rows, { seesSubjects }), ...place };
}

function conditions(ctx: Context, filter: LogFilter): SQL | undefined {
  return and(
    filter.type ? eq(events.type, filter.type) : undefined,
    filter.subjectKind ? eq(events.subjectKind, filter.subjectKind) : undefined,
    filter.subjectId ? eq(events.subjectId, filter.subjectId) : undefined,
    filter.actorId ? eq(events.actorId, filter.actorId) : undefined,
    readableEvent(ctx),
  );
}

async function entries(ctx: Context, rows: EventRow[], { seesSubjects }: Reading): Promise<TimelineEntry[]> {
  const names = await eventNames(ctx, rows, { seesSubjects });
  return rows.map((row) => {
    const actor = names.actor(row);
    const subject = names.subject(row);
    return {
      id: row.id,
      at: row.at,
      type: row.type,
      actor: { id: row.actorId, name: actor },
      subject: { kind: row.subjectKind, id: row.subjectId, name: subject },
      sentence: sentenceOf(row, { actor, actorId: row.actorId, subject, name: names.name }),
    };
  });
}
