import type { Context } from "#lib/context.ts";
import { record } from "#lib/events/record.ts";
import type { ProviderId } from "./providers.ts";

/** Records that someone tried to sign in and was refused: who it was where that is known, as it is of those who have left. */
export async function refuseSignIn(ctx: Context, provider: ProviderId, personId: number | null): Promise<void> {
  const known = personId === null ? {} : { personId };
  const subject =
    personId === null ? ({ kind: "session", id: 0 } as const) : ({ kind: "person", id: personId } as const);
  await record(ctx, { type: "session.refused", subject, data: { provider, ...known } });
}
