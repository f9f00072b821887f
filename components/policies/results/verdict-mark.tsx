import { Status } from "#components/ui/words/status.tsx";
import type { RunState } from "#lib/policies/rules/run-states.ts";
import type { VerdictNow } from "#lib/reviews/rules/gates.ts";

/** The verdict of the checks, or their progress. */
export function VerdictMark({
  state = "finished",
  verdict,
  size,
}: {
  state?: RunState;
  verdict: VerdictNow | null;
  size?: "sm" | "md";
}) {
  const sized = size ? { size } : {};
  if (state === "queued") return <Status value="waiting" label="Queued" {...sized} />;
  if (state === "running") return <Status value="running" {...sized} />;
  return <Status value={verdict ?? "error"} {...sized} />;
}
