"use server";

import type { PublishProfileInput } from "#lib/policies/input.ts";
import { publishProfile } from "#lib/policies/profiles/publish-profile.ts";
import { formAction } from "#lib/web/form-action.ts";

export async function publishProfileAction(input: PublishProfileInput) {
  return formAction("publish a check profile", { input }, (ctx) => publishProfile(ctx, input), "upload");
}
