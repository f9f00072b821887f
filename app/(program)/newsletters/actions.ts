"use server";

import { draftNewsletter } from "#lib/newsletters/draft-newsletter.ts";
import { editNewsletter } from "#lib/newsletters/edit-newsletter.ts";
import { formAction } from "#lib/web/form-action.ts";

type Input = Record<string, unknown>;

export async function draftNewsletterAction(input: Input) {
  return formAction("draft-newsletter", (ctx) => draftNewsletter(ctx, input));
}

export async function editNewsletterAction(id: number, input: Input) {
  return formAction("edit-newsletter", (ctx) => editNewsletter(ctx, id, input));
}
