"use server";

import { peopleOptions } from "#lib/people/queries.ts";
import { formAction } from "#lib/web/form-action.ts";

/** Everyone by name, loaded when a picker opens. */
export async function peopleAction() {
  return formAction("people", {}, (ctx) => peopleOptions(ctx));
}
