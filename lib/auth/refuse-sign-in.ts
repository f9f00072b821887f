import type { Context } from "#lib/context.ts";
import { record } from "#lib/events/record.ts";
import type { ProviderId } from "./providers.ts";

/** Records that somebody tried to sign in and was refused. Who it was is not known. */
export async function refuseSignIn(ctx: Context, provider: ProviderId): Promise<void> {
  await record(ctx, { type: "session.refused", subject: { kind: "session", id: 0 }, data: { provider } });
}
