"use server";

import { draftNewsletter } from "#lib/newsletters/draft-newsletter.ts";
import { editNewsletter } from "#lib/newsletters/edit-newsletter.ts";
import type { DraftNewsletterInput, EditNewsletterInput } from "#lib/newsletters/input.ts";
import { formAction } from "#lib/web/form-action.ts";

export async function draftNewsletterAction(input: DraftNewsletterInput) {
  return formAction("draft-newsletter", { input }, (ctx) => draftNewsletter(ctx, input));
}

export async function editNewsletterAction(newsletterId: number, input: EditNewsletterInput) {
  return formAction("edit-newsletter", { newsletterId, input }, (ctx) => editNewsletter(ctx, newsletterId, input));
}
