import type { Db } from "#db/client.ts";
import type { Actor, PersonActor, SystemActor } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { dayIn } from "#lib/zoned-time.ts";

/** The time of a test that does not name its own: a Wednesday morning. */
export const NOW = new Date("2026-11-25T09:00:00Z");

/** A person as the session would load them: a builder of no team, unless `parts` say more. */
export function personActor(parts: Partial<Omit<PersonActor, "kind">> = {}): PersonActor {
  return {
    kind: "person",
    personId: 1,
    name: "Bea Builder",
    email: "bea@example.com",
    roles: [],
    guardian: false,
    fastPath: false,
    teamIds: [],
    organisationIds: [],
    ...parts,
  };
}

export function systemActor(job = "test"): SystemActor {
  return { kind: "system", job };
}

export function context<A extends Actor>(
  db: Db,
  actor: A,
  parts: { now?: Date; requestId?: string } = {},
): Context & { actor: A } {
  const now = parts.now ?? NOW;
  return { actor, db, now, day: dayIn(now, "UTC"), requestId: parts.requestId ?? "test-request" };
}

export function systemContext(db: Db, now: Date = NOW): Context {
  return context(db, systemActor(), { now });
}

/** The same context at another time, with the day it is in the program's zone. */
export function at<C extends Context>(ctx: C, now: Date | string, timeZone = "UTC"): C {
  return { ...ctx, now: new Date(now), day: dayIn(new Date(now), timeZone) };
}
