import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";

/** Records a download of the embedded database beforehand, so that the file contains its own record. */
export async function recordBackup(ctx: Context): Promise<void> {
  ensure(may(ctx.actor, "program.transfer", null));
  await transaction(ctx, async (ctx) => {
    const subject = { kind: "program", id: 1 } as const;
    await record(ctx, { type: "data.exported", subject, data: { what: "backup", format: "archive", count: 1 } });
  });
}
