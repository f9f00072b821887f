"use server";

import { seeInbox } from "#lib/notifications/see-inbox.ts";
import { formAction } from "#lib/web/form-action.ts";

export async function seeInboxAction(input: { upTo: number }) {
  return formAction("see inbox", (ctx) => seeInbox(ctx, input));
}
