import { database } from "#db/client.ts";
import { anchorStatus } from "#lib/anchors/queries.ts";
import type { Context } from "#lib/context.ts";
import { keptUnsealed } from "#lib/events/unsealed.ts";
import { newestSeal } from "#lib/events/verify-seals.ts";
import { analyzerStatus } from "#lib/policies/analyzer-status.ts";

/** How the record is kept: the role of the server, null for the embedded database, which has one role, the seals and the anchors. */
export async function recordPart(ctx: Context) {
  const { driver, role } = await database();
  return {
    role: driver.kind === "postgres" ? role : null,
    sealed: await newestSeal(ctx),
    unsealed: await keptUnsealed(ctx),
    anchors: await anchorStatus(ctx),
  };
}

/** How AWS answers; null where this deployment does not ask it. It comes later than the rest: it looks for credentials. */
export async function analyzerPart(ctx: Context) {
  const { region, ...status } = await analyzerStatus(ctx);
  return region ? { region, ...status } : null;
}
