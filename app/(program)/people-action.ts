"use server";

import { peopleOptions } from "#lib/people/queries.ts";
import { formAction } from "#lib/web/form-action.ts";

/** Everybody by name, for a picker that is opened. */
export async function peopleAction() {
  return formAction("people", {}, (ctx) => peopleOptions(ctx));
}
