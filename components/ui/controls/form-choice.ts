import { chosenOf } from "./chosen-of.ts";
import { formText } from "./form-text.ts";
import { toBeChosen } from "./to-be-chosen.ts";

/** The chosen option of a form control. */
export function formChoice<T extends string>(form: FormData, name: string, choices: readonly T[]): T {
  return toBeChosen(optionalChoice(form, name, choices));
}

/** The chosen option of an optional control, or null. */
export function optionalChoice<T extends string>(form: FormData, name: string, choices: readonly T[]): T | null {
  return chosenOf(choices, formText(form, name));
}
