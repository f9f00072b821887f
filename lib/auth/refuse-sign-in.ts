import type { Context } from "#lib/context.ts";
import { record } from "#lib/events/record.ts";
import type { ProviderId } from "./providers.ts";

/** Records a refused sign-in, with the person if known, such as someone who has left. */
export async function refuseSignIn(ctx: Context, provider: ProviderId, personId: number | null): Promise<void> {
  const known = personId === null ? {} : { personId };
  const subject =
    personId === null ? ({ kind: "session", id: 0 } as const) : ({ kind: "person", id: personId } as const);
  await record(ctx, { type: "session.refused", subject, data: { provider, ...known } });
}
