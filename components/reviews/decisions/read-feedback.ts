import { optionalNumber } from "#components/ui/controls/form-number.ts";
import { formText } from "#components/ui/controls/form-text.ts";
import { requiredChoice } from "#components/ui/controls/required-choice.ts";
import type { FeedbackInput } from "#lib/reviews/input.ts";

/** Undefined when there is nothing to rate, or when rating is postponed. */
export function readFeedback(form: FormData): FeedbackInput | undefined {
  const mode = formText(form, "feedback");
  if (mode === "decline") return { declinedReason: formText(form, "declinedReason") };
  if (mode !== "rate") return undefined;
  return {
    scope: rating(form, "scope"),
    threats: rating(form, "threats"),
    mitigations: rating(form, "mitigations"),
    validation: rating(form, "validation"),
    sentence: formText(form, "sentence"),
  };
}

function rating(form: FormData, name: string): number {
  return requiredChoice(optionalNumber(form, name));
}
