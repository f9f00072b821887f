import { shortSpan } from "#components/ui/relative-time.ts";
import type { ReviewLine } from "./review-line.ts";

type Timed = NonNullable<ReviewLine["sla"]>;

const WORDS = { due: "Due", at_risk: "At risk", breached: "Breached", paused: "Paused", met: "–" } as const;

/** "Breached 33 d": how a review stands against the target that is due first. Without a day its clock has stopped: nobody can act on it now. */
export function slaWords({ status, dueAt }: Timed, now: Date): string {
  const word = WORDS[status];
  if (status === "met" || status === "paused" || !dueAt) return word;
  return `${word} ${shortSpan(new Date(dueAt), now)}`;
}
