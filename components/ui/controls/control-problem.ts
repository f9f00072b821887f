import { FIELD_WORDS } from "#lib/field-words.ts";
import { dayWords } from "#lib/words.ts";

/** The properties of a browser control read here. */
type Asked = {
  type: string;
  inputMode: string;
  value: string;
  required: boolean;
  willValidate: boolean;
  min?: string;
  max?: string;
  validity: Pick<ValidityState, Fault | "valueMissing">;
  /** The control's message in case of a custom error. */
  validationMessage: string;
};
type Fault = "badInput" | "typeMismatch" | "rangeUnderflow" | "rangeOverflow" | "stepMismatch" | "customError";

/**
 * What a control lacks, in the product's words; null if valid. Whitespace counts as empty. `chosen`: the selection of a
 * searchable list, whose control value is only the search text.
 */
export function controlProblem(control: Asked, chosen: string | null = null): string | null {
  const { type, value, required, willValidate, validity } = control;
  if (!willValidate) return null;
  if (validity.badInput) return type === "date" ? FIELD_WORDS.wholeDay : FIELD_WORDS.number;
  if (chosen !== null) return required && chosen === "" ? FIELD_WORDS.chosen : null;
  if (validity.valueMissing || (required && value.trim() === "")) return missingWords(control);
  if (validity.typeMismatch) return type === "email" ? FIELD_WORDS.email : FIELD_WORDS.address;
  if (validity.rangeUnderflow) return leastWords(control);
  if (validity.rangeOverflow) return mostWords(control);
  if (validity.stepMismatch) return FIELD_WORDS.wholeNumber;
  return validity.customError ? control.validationMessage : null;
}

const CHOSEN = ["select-one", "file", "radio", "checkbox"];

function missingWords(control: Asked): string {
  if (control.type === "date") return FIELD_WORDS.day;
  if (control.type === "number" || ["decimal", "numeric"].includes(control.inputMode)) return FIELD_WORDS.number;
  return CHOSEN.includes(control.type) ? FIELD_WORDS.chosen : FIELD_WORDS.empty;
}

function leastWords({ type, min = "" }: Asked): string {
  return type === "date" ? `must not be before ${dayWords(min)}` : `must be at least ${min}`;
}

function mostWords({ type, max = "" }: Asked): string {
  return type === "date" ? `must not be after ${dayWords(max)}` : `must be at most ${max}`;
}
