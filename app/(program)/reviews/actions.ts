"use server";

import { z } from "zod";
import { parse } from "#lib/input.ts";
import { peopleOptions } from "#lib/people/queries.ts";
import { openReview } from "#lib/reviews/open-review.ts";
import { recognise } from "#lib/reviews/recognise.ts";
import { addService } from "#lib/teams/add-service.ts";
import type { PersonContext } from "#lib/web/context.ts";
import { formAction } from "#lib/web/form-action.ts";

type Input = Record<string, unknown>;

export async function openReviewAction(input: Input) {
  return formAction("open-review", (ctx) => openReview(ctx, input), "submit");
}

export async function addServiceAction(input: Input) {
  return formAction("add-service", (ctx) => addService(ctx, input));
}

const file = z.strictObject({ name: z.string().max(300), content: z.string().max(6 * 1024 * 1024) });

/** Says what a chosen file is before anything is saved. One argument: of several, none may be a long text. */
export async function recogniseAction(input: Record<string, unknown>) {
  const work = async (ctx: PersonContext) => {
    const given = parse(file, input);
    return recognise(ctx, given.name, given.content);
  };
  return formAction("recognise", work, "upload");
}

/** Everybody by name, for a picker that is opened. */
export async function peopleAction() {
  return formAction("people", (ctx) => peopleOptions(ctx));
}
