import { writtenNumber } from "#lib/written-number.ts";
import { formText } from "./form-text.ts";

/** The number in a control of a form; 0 where nothing stands. */
export function formNumber(form: FormData, name: string): number {
  return optionalNumber(form, name) ?? 0;
}

/** The number in a control that may be left empty; null where it is. */
export function optionalNumber(form: FormData, name: string): number | null {
  const text = formText(form, name);
  return text === "" ? null : writtenNumber(text);
}
