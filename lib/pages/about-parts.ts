import { database } from "#db/client.ts";
import { anchorStatus } from "#lib/anchors/queries.ts";
import type { Context } from "#lib/context.ts";
import { Unavailable } from "#lib/errors.ts";
import { readRecord } from "#lib/events/read-record.ts";
import { keptUnsealed } from "#lib/events/unsealed.ts";
import { newestSeal } from "#lib/events/verify-seals.ts";
import { analyzerStatus } from "#lib/policies/analyzer/analyzer-status.ts";

/**
 * How the record is kept: the server's role (null for the embedded database, which has only one), the seals and the
 * anchors; or `unread`, with who blocks reading them.
 */
export async function recordPart(ctx: Context) {
  const { driver, role: own } = await database();
  const role = driver.kind === "postgres" ? own : null;
  try {
    const [sealed, unsealed] = [await newestSeal(ctx), await keptUnsealed(ctx)];
    return { role, sealed, unsealed, anchors: await readRecord(ctx, (ctx) => anchorStatus(ctx)) };
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    return { role, unread: error.message };
  }
}

/**
 * How AWS answers; null if this deployment does not ask AWS. It arrives later than the rest, because it looks for
 * credentials.
 */
export async function analyzerPart(ctx: Context) {
  const { region, ...status } = await analyzerStatus(ctx);
  return region ? { region, ...status } : null;
}
