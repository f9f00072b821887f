import { shortSpan } from "#components/ui/words/relative-time.ts";
import { statusWord } from "#components/ui/words/status.tsx";
import type { ReviewLine } from "./review-line.ts";

type Timed = NonNullable<ReviewLine["sla"]>;

/**
 * "Breached 33 d": the status of a review's earliest target. Without a due date the clock is paused and nobody can act
 * now.
 */
export function slaWords({ status, dueAt }: Timed, now: Date): string {
  if (status === "met") return "–";
  const word = statusWord(status);
  return status === "paused" || !dueAt ? word : `${word} ${shortSpan(new Date(dueAt), now)}`;
}
