"use server";

import { publishProfile } from "#lib/policies/publish-profile.ts";
import { formAction } from "#lib/web/form-action.ts";

export async function publishProfileAction(input: Parameters<typeof publishProfile>[1]) {
  return formAction("publish a check profile", (ctx) => publishProfile(ctx, input), "upload");
}
