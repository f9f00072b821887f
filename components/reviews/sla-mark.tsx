import { Moment } from "#components/ui/moment.tsx";
import { Status } from "#components/ui/status.tsx";
import type { ReviewSummary } from "#lib/reviews/output.ts";

type Props = { sla: ReviewSummary["sla"]; now: Date };

/** Where a review stands against its target of reviewer time. */
export function SlaMark({ sla, now }: Props) {
  if (!sla || sla.status === "met") return <span className="dimmed">–</span>;
  if (sla.status === "paused") return <Status value="waiting" label="Paused" size="sm" />;
  const due = sla.dueAt ? <Moment at={sla.dueAt} now={now} /> : null;
  return (
    <>
      <Status value={sla.status} size="sm" /> <span className="dimmed">{due}</span>
    </>
  );
}
