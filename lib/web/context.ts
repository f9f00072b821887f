import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { database } from "#db/client.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import { ownPath } from "#lib/auth/own-path.ts";
import { currentPerson } from "#lib/auth/session.ts";
import type { Asking } from "#lib/auth/session-rules.ts";
import { type Context, openContext } from "#lib/context.ts";
import { env } from "#lib/env.ts";
import { paths } from "#lib/paths.ts";
import { ASKED_BY } from "./asked-by.ts";
import { ASKED_FOR } from "./asked-for.ts";

/** The context of a signed-in request, whose actor is a person. */
export type PersonContext = Context & { actor: PersonActor };

/** The request id from the guard, shared by its response, events and log lines. */
export function requestIdOf(headers: Headers): string {
  return headers.get("x-request-id") ?? randomUUID();
}

/** The context of this request, or null if nobody is signed in. */
export async function personContext(requestId: string, asking: Asking = "person"): Promise<PersonContext | null> {
  const actor = await currentPerson(asking);
  if (!actor) return null;
  const { db } = await database();
  return openContext({ actor, db, now: new Date(), requestId });
}

/**
 * The context of a page and its layout, once per request. Without a session, redirects the visitor to sign in and then
 * back here. A page refreshing itself does not extend the session.
 */
export const pageContext = cache(async (): Promise<PersonContext> => {
  const asked = await headers();
  const ctx = await personContext(requestIdOf(asked), asked.get(ASKED_BY) === "page" ? "page" : "person");
  if (ctx) return ctx;
  const from = ownPath(asked.get(ASKED_FOR), env().origin);
  redirect(paths.signIn(from === paths.home() ? {} : { callbackUrl: from }));
});
