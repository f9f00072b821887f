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

/** The rows of `events` that someone made a server record. The command and the product itself record others. */
export function isOfSomebody(): SQL {
  return ne(events.actorKind, "system");
}

/**
 * The rows of `events` that this actor may know of, among those of subjects they may know of or of the log: what tells someone's
 * hours, courses or feedback is read by whoever may read these of that person (S06, S50).
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

/** What this actor may read of everybody. */
function readsOfOthers({ actor }: Context) {
  const nobody = { personId: 0, guardianId: 0 };
  return {
    hours: may(actor, "activity.read", nobody).allowed,
    courses: mayReadOfAll(actor, "person.read-private"),
    feedback: may(actor, "feedback.read", nobody).allowed,
  };
}

/** What the log does not show to this actor of people of whom they may not read it, by name. */
export function keptFrom(ctx: Context): string[] {
  return Object.entries(readsOfOthers(ctx)).flatMap(([what, reads]) => (reads ? [] : [what]));
}
