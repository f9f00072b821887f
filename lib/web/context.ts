import { randomUUID } from "node:crypto";
import { redirect } from "next/navigation";
import { database } from "#db/client.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import { currentPerson } from "#lib/auth/session.ts";
import type { Context } from "#lib/context.ts";
import { paths } from "#lib/paths.ts";

/** The context of a signed-in request: the actor is a person. */
export type PersonContext = Context & { actor: PersonActor };

/** The context of this request, or null when nobody is signed in. */
export async function personContext(): Promise<PersonContext | null> {
  const actor = await currentPerson();
  if (!actor) return null;
  const { db } = await database();
  return { actor, db, now: new Date(), requestId: randomUUID() };
}

/** The context of a page: without a session the visitor is sent to sign in. */
export async function pageContext(): Promise<PersonContext> {
  const ctx = await personContext();
  if (!ctx) redirect(paths.signIn());
  return ctx;
}
