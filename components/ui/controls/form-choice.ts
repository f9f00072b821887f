import { chosenOf } from "./chosen-of.ts";
import { formText } from "./form-text.ts";
import { toBeChosen } from "./to-be-chosen.ts";

/** What is chosen of a list in a control of a form. */
export function formChoice<T extends string>(form: FormData, name: string, choices: readonly T[]): T {
  return toBeChosen(optionalChoice(form, name, choices));
}

/** What is chosen of a list in a control that may be left empty; null where it is. */
export function optionalChoice<T extends string>(form: FormData, name: string, choices: readonly T[]): T | null {
  return chosenOf(choices, formText(form, name));
}
