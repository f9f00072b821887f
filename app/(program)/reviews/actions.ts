"use server";

import { parse } from "#lib/input.ts";
import { openReview } from "#lib/reviews/drafts/open-review.ts";
import { recognise } from "#lib/reviews/evidence/recognise.ts";
import { type OpenReviewInput, type RecogniseInput, recogniseInput } from "#lib/reviews/input.ts";
import { peopleCalled, servicesCalled } from "#lib/search/find-by-name.ts";
import type { SearchInput } from "#lib/search/input.ts";
import { addService } from "#lib/teams/add-service.ts";
import type { AddServiceInput } from "#lib/teams/input.ts";
import type { PersonContext } from "#lib/web/context.ts";
import { formAction } from "#lib/web/form-action.ts";

export async function openReviewAction(input: OpenReviewInput) {
  return formAction("open-review", { input }, (ctx) => openReview(ctx, input), "submit");
}

export async function addServiceAction(input: AddServiceInput) {
  return formAction("add-service", { input }, (ctx) => addService(ctx, input));
}

/**
 * Identifies a chosen file before anything is saved. Takes one argument because long text is not allowed among several.
 */
export async function recogniseAction(input: RecogniseInput) {
  const work = async (ctx: PersonContext) => {
    const given = parse(recogniseInput, input);
    return recognise(ctx, given.name, given.content);
  };
  return formAction("recognise", { input }, work, "upload");
}

/** Services whose name matches the search text, for a filter that is opened. */
export async function servicesCalledAction(input: SearchInput) {
  return formAction("services-called", { input }, (ctx) => servicesCalled(ctx, input), "search");
}

/** People whose name matches the search text, for a filter that is opened. */
export async function peopleCalledAction(input: SearchInput) {
  return formAction("people-called", { input }, (ctx) => peopleCalled(ctx, input), "search");
}
