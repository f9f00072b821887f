import type { PersonActor } from "#lib/auth/actor.ts";

let asking: () => PersonActor | null | Promise<PersonActor | null>;

/** Whose requests come next, in a file of the doors: who is asked for at each request. */
export function askedBy(person: typeof asking): void {
  asking = person;
}

/** Whose request this is: what the product would read of its session. */
export async function personAsking(): Promise<PersonActor | null> {
  return asking();
}
