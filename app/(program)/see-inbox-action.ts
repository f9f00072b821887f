"use server";

import type { SeeInboxInput } from "#lib/notifications/input.ts";
import { seeInbox } from "#lib/notifications/see-inbox.ts";
import { formAction } from "#lib/web/form-action.ts";

export async function seeInboxAction(input: SeeInboxInput) {
  return formAction("see inbox", { input }, (ctx) => seeInbox(ctx, input));
}
