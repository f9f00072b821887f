import { formText } from "./form-text.ts";
import { matchingChoice } from "./matching-choice.ts";
import { requiredChoice } from "./required-choice.ts";

/** The chosen option of a form control. */
export function formChoice<T extends string>(form: FormData, name: string, choices: readonly T[]): T {
  return requiredChoice(optionalChoice(form, name, choices));
}

/** The chosen option of an optional control, or null. */
export function optionalChoice<T extends string>(form: FormData, name: string, choices: readonly T[]): T | null {
  return matchingChoice(choices, formText(form, name));
}
