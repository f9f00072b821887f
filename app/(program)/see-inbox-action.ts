"use server";

import { seeInbox } from "#lib/notifications/see-inbox.ts";
import { formAction } from "#lib/web/form-action.ts";

export async function seeInboxAction(upTo: number): Promise<void> {
  await formAction("see inbox", (ctx) => seeInbox(ctx, { upTo }));
}
