import { exactTime } from "#components/ui/words/relative-time.ts";
import { Status } from "#components/ui/words/status.tsx";
import { TARGET_WORDS } from "#lib/reviews/rules/sla-target.ts";
import type { ReviewLine } from "./review-line.ts";
import { slaWords } from "./sla-words.ts";

type Props = { sla: NonNullable<ReviewLine["sla"]> | null; now: Date };

/** The status of a review's earliest target, and the time left. */
export function SlaMark({ sla, now }: Props) {
  if (!sla || sla.status === "met") return <span className="dimmed">–</span>;
  if (sla.status === "paused") return <Status value="paused" size="sm" quiet />;
  const { status, dueAt, target = "reviewer_time" } = sla;
  const label = slaWords(sla, now);
  // Without a due date the clock is paused: nobody can act now.
  if (!dueAt) return <Status value={status} label={label} size="sm" quiet />;
  const due = new Date(dueAt);
  const exact = `${exactTime(due)}, ${TARGET_WORDS[target]}`;
  return (
    <time dateTime={due.toISOString()} title={exact}>
      <Status value={status} label={label} size="sm" quiet={status === "due"} />
      <span className="sr-only">{`, ${exact}`}</span>
    </time>
  );
}
