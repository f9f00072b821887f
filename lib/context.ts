import type { Db } from "#db/client.ts";
import type { Actor } from "#lib/auth/actor.ts";

/** What every verb and query is given: who asks, where the data is, what time it is, and the request it belongs to. */
export type Context = { actor: Actor; db: Db; now: Date; requestId: string };
