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
/** Said with how many there are. */
const COUNTED: readonly PolicyVerdict["state"][] = ["fail", "waived"];

/** What the checks of the current revision say, in a word; how many results block beside it, or are waived. */
export function PolicyVerdictMark({ verdict: { state, count } }: { verdict: PolicyVerdict }) {
  const label = COUNTED.includes(state) ? `${statusWord(LOOKS[state])} ${count}` : OTHERWISE[state];
  return <Status value={LOOKS[state]} label={label} size="sm" quiet={state !== "fail"} />;
}
