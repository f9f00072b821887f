import { FIELD_WORDS } from "./field-words.ts";

/** A number with a point or a comma before its decimals. */
const NUMBER = /^[-−]?\d+(?:[.,]\d+)?$/;
const WHOLE = /^[-−]?\d+$/;
/** An ambiguous number: a thousand and more to one reader, one and a bit to another. */
const GROUPED = /^[-−]?[1-9]\d{0,2},\d{3}$/;

/** The number in a text; NaN if there is none, or if the text is ambiguous. */
export function writtenNumber(text: string): number {
  const written = text.trim();
  return written !== "" && numberProblem(written) === null
    ? Number(written.replace("−", "-").replace(",", "."))
    : Number.NaN;
}

/** What is wrong with a text as a number; null if it is valid or empty. */
export function numberProblem(text: string, whole = false): string | null {
  const written = text.trim();
  if (written === "") return null;
  if (GROUPED.test(written)) return FIELD_WORDS.ungrouped;
  if (whole) return WHOLE.test(written) ? null : FIELD_WORDS.wholeNumber;
  return NUMBER.test(written) ? null : FIELD_WORDS.number;
}
