import { formText } from "./form-text.ts";

/** The number in a control of a form; 0 where nothing stands. */
export function formNumber(form: FormData, name: string): number {
  return Number(formText(form, name));
}

/** The number in a control that may be left empty; null where it is. */
export function optionalNumber(form: FormData, name: string): number | null {
  const text = formText(form, name);
  return text === "" ? null : Number(text);
}
