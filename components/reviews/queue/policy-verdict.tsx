import { Status, type StatusValue, statusWord } from "#components/ui/words/status.tsx";
import type { PolicyVerdict } from "#lib/reviews/rules/gates.ts";

const LOOKS: Record<PolicyVerdict["state"], StatusValue> = {
  pass: "pass",
  waived: "waived",
  fail: "fail",
  incomplete: "incomplete",
  error: "error",
  running: "running",
  nothing_found: "not_applicable",
  not_run: "not_applicable",
};

const OTHERWISE: Partial<Record<PolicyVerdict["state"], string>> = { nothing_found: "No policies", not_run: "Not run" };
/** Verdicts shown with a count. */
const COUNTED: readonly PolicyVerdict["state"][] = ["fail", "waived"];

/** The current revision's check verdict in a word, with the number of blocking or waived results. */
export function PolicyVerdictMark({ verdict: { state, count } }: { verdict: PolicyVerdict }) {
  const label = COUNTED.includes(state) ? `${statusWord(LOOKS[state])} ${count}` : OTHERWISE[state];
  return <Status value={LOOKS[state]} label={label} size="sm" quiet={state !== "fail"} />;
}
