import { and, eq, exists, inArray, ne, notLike, or, type SQL, sql } from "drizzle-orm";
import { readableEvent } from "#db/conditions/events.ts";
import { readableLetter } from "#db/conditions/newsletters.ts";
import { readableProgramReview } from "#db/conditions/program-reviews.ts";
import { attachedVersionId, visibleVersion } from "#db/conditions/threat-models.ts";
import {
  events,
  newsletters,
  programReviews,
  reviews,
  services,
  threatModels,
  threatModelVersions,
} from "#db/schema/index.ts";
import { may, seesEverything } from "#lib/auth/policy.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";

/** When each of these people last did something this actor may see, by person id. */
export async function lastActs(ctx: Context, personIds: number[]): Promise<Map<number | null, Date>> {
  const rows = await ctx.db
    .select({ actorId: events.actorId, at: sql<Date>`max(${events.at})`.mapWith(events.at) })
    .from(events)
    .where(
      and(
        inArray(events.actorId, personIds),
        notLike(events.type, "session.%"),
        notLike(events.type, "access.%"),
        readableEvent(ctx),
        isAboutSeen(ctx),
      ),
    )
    .groupBy(events.actorId);
  return new Map(rows.map(({ actorId, at }) => [actorId, at]));
}

/**
 * The rows of `events` this actor may see: all for a reader of everything, or of the log. Each review and version is
 * looked up by id, because the visible ones may be too many to list.
 */
function isAboutSeen(ctx: Context): SQL | undefined {
  const { actor, db } = ctx;
  if (seesEverything(actor) || may(actor, "audit.read", null).allowed) return undefined;
  const one = { one: sql`1` };
  const review = db
    .select(one)
    .from(reviews)
    .where(and(eq(reviews.id, events.subjectId), visibleReviews(ctx)));
  const version = db
    .select(one)
    .from(threatModelVersions)
    .innerJoin(threatModels, eq(threatModels.id, threatModelVersions.threatModelId))
    .innerJoin(services, eq(services.id, threatModels.serviceId))
    .where(and(eq(threatModelVersions.id, attachedVersionId(events)), visibleVersion(ctx)));
  const quarters = db.select({ id: programReviews.id }).from(programReviews).where(readableProgramReview(ctx));
  const letters = db.select({ id: newsletters.id }).from(newsletters).where(readableLetter(ctx));
  return and(
    or(ne(events.subjectKind, "review"), exists(review)),
    or(ne(events.subjectKind, "threat_model"), exists(version)),
    or(ne(events.subjectKind, "program_review"), inArray(events.subjectId, quarters)),
    or(ne(events.subjectKind, "newsletter"), inArray(events.subjectId, letters)),
  );
}
