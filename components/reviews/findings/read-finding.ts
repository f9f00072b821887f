import { formChoice, optionalChoice } from "#components/ui/controls/form-choice.ts";
import { optionalNumber } from "#components/ui/controls/form-number.ts";
import { formText } from "#components/ui/controls/form-text.ts";
import { requiredChoice } from "#components/ui/controls/required-choice.ts";
import type { RaiseFindingInput } from "#lib/findings/input.ts";
import { SEVERITIES } from "#lib/findings/rules.ts";

/** Whether a finding blocks the approval; empty until someone has judged. */
const EFFECTS = ["blocks", "passes"] as const;
export const EFFECT_CHOICES: { value: (typeof EFFECTS)[number]; label: string }[] = [
  { value: "blocks", label: "Blocked until it is verified" },
  { value: "passes", label: "Not blocked" },
];

export function readFinding(form: FormData, sequence: number): RaiseFindingInput {
  const effect = optionalChoice(form, "blocking", EFFECTS);
  return {
    sequence,
    title: formText(form, "title"),
    description: formText(form, "description"),
    severity: formChoice(form, "severity", SEVERITIES),
    cwe: optionalNumber(form, "cwe"),
    blocking: requiredChoice(effect && effect === "blocks"),
  };
}
