import { Status, type StatusValue } from "#components/ui/status.tsx";
import type { PolicyVerdict } from "#lib/reviews/rules/gates.ts";

const LOOKS: Record<PolicyVerdict["state"], StatusValue> = {
  pass: "pass",
  fail: "fail",
  incomplete: "incomplete",
  error: "error",
  running: "running",
  not_run: "not_applicable",
};

/** What the checks of the current revision say, in a word; how many results fail beside it. */
export function PolicyVerdictMark({ verdict: { state, count } }: { verdict: PolicyVerdict }) {
  const label = state === "fail" ? `Fail ${count}` : state === "not_run" ? "Not run" : undefined;
  return <Status value={LOOKS[state]} label={label} size="sm" quiet={state !== "fail"} />;
}
