import { writtenNumber } from "#lib/written-number.ts";
import { formText } from "./form-text.ts";

/** The number in a form control, or 0 when empty. */
export function formNumber(form: FormData, name: string): number {
  return optionalNumber(form, name) ?? 0;
}

/** The number in an optional control, or null when empty. */
export function optionalNumber(form: FormData, name: string): number | null {
  const text = formText(form, name);
  return text === "" ? null : writtenNumber(text);
}
