import { and, eq, inArray, ne, notInArray, or, type SQL, sql } from "drizzle-orm";
import { readablePeople } from "#db/conditions/people.ts";
import { events, people } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import { may, mayReadOfAll } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import type { EventType } from "#lib/event-types/vocabulary.ts";

const HOURS = ["activity.logged"] as const satisfies EventType[];
const COURSES = ["training.completed", "training.fell-due"] as const satisfies EventType[];
const FEEDBACK = ["review.feedback-given", "review.feedback-declined"] as const satisfies EventType[];

const aboutPerson = sql`(${events.data} ->> 'personId')::int`;
const aboutGuardian = sql`(${events.data} ->> 'guardianId')::int`;

/** Rows of `events` a person caused on a server. The command and the product record the others. */
export function isOfSomebody(): SQL {
  return ne(events.actorKind, "system");
}

/**
 * Rows of `events` this actor may read, among readable subjects or the log. Events about a person's hours, courses or
 * feedback need the right to read those of the person (S06, S50).
 */
export function readableEvent(ctx: Context): SQL | undefined {
  const me = personOf(ctx.actor)?.personId ?? 0;
  const { hours, feedback, courses } = readsOfOthers(ctx);
  const known = ctx.db.select({ id: people.id }).from(people).where(readablePeople(ctx, "person.read-private"));
  return and(
    hours ? undefined : or(notInArray(events.type, [...HOURS]), eq(aboutPerson, me)),
    feedback ? undefined : or(notInArray(events.type, [...FEEDBACK]), eq(aboutGuardian, me)),
    courses ? undefined : or(notInArray(events.type, [...COURSES]), inArray(aboutPerson, known)),
  );
}

/** Which personal data this actor may read about everybody. */
function readsOfOthers({ actor }: Context) {
  const nobody = { personId: 0, guardianId: 0 };
  return {
    hours: may(actor, "activity.read", nobody).allowed,
    courses: mayReadOfAll(actor, "person.read-private"),
    feedback: may(actor, "feedback.read", nobody).allowed,
  };
}

/** Kinds of personal data the log hides from this actor, by name. */
export function keptFrom(ctx: Context): string[] {
  return Object.entries(readsOfOthers(ctx)).flatMap(([what, reads]) => (reads ? [] : [what]));
}
