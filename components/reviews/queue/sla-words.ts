import { shortSpan } from "#components/ui/words/relative-time.ts";
import { statusWord } from "#components/ui/words/status.tsx";
import type { ReviewLine } from "./review-line.ts";

type Timed = NonNullable<ReviewLine["sla"]>;

/** "Breached 33 d": how a review stands against the target that is due first. Without a day its clock has stopped: nobody can act on it now. */
export function slaWords({ status, dueAt }: Timed, now: Date): string {
  if (status === "met") return "–";
  const word = statusWord(status);
  return status === "paused" || !dueAt ? word : `${word} ${shortSpan(new Date(dueAt), now)}`;
}
