import type { Db } from "#db/client.ts";
import type { Role } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import type { Random } from "./random.ts";

/** Where the story plays: the database, the moment it ends, the first quarter it tells of, and chance. */
export type Stage = {
  db: Db;
  now: Date;
  /** The start of the first quarter with reviews. */
  opening: Date;
  /** 1 for the whole program, less for a small one. */
  scale: number;
  random: Random;
};

/** A stretch of time; `to` is null while it lasts. */
export type Span = { from: Date; to: Date | null };

/** Somebody in the story, with what their session would load at any time of it. */
export type Character = {
  id: number;
  name: string;
  email: string;
  roles: readonly Role[];
  teamId: number | null;
  managerId: number | null;
  /** For a leader: the node they lead. */
  organisationId: number | null;
  /** When they are active as a guardian, in order of time. */
  active: Span[];
};

export function isActiveAt({ active }: Character, at: Date): boolean {
  return active.some(({ from, to }) => from < at && (to === null || at < to));
}

/** A person who acts at a moment of the story. */
export function as(stage: Stage, person: Character, at: Date): Context {
  return {
    actor: {
      kind: "person",
      personId: person.id,
      name: person.name,
      email: person.email,
      roles: person.roles,
      guardian: isActiveAt(person, at),
      fastPath: false,
      teamIds: person.teamId === null ? [] : [person.teamId],
      organisationIds: person.roles.includes("leader") && person.organisationId ? [person.organisationId] : [],
    },
    db: stage.db,
    now: at,
    requestId: "demo",
  };
}

/** The product itself, where the program is set up and checks run. */
export function asProduct(stage: Stage, at: Date, job = "demo"): Context {
  return { actor: { kind: "system", job }, db: stage.db, now: at, requestId: "demo" };
}
