import type { ReactNode } from "react";
import { DataTable } from "#components/ui/data-table.tsx";
import { Days } from "#components/ui/days.tsx";
import { paths } from "#lib/paths.ts";
import type { ReviewSummary } from "#lib/reviews/output.ts";
import { GateGlyphs } from "./gate-glyphs.tsx";
import { ReviewStateMark } from "./review-state.tsx";
import classes from "./review-table.module.css";
import { SlaMark } from "./sla-mark.tsx";
import { TierMark } from "./tier-mark.tsx";

const COLUMNS = [
  { key: "review", label: "Review" },
  { key: "tier", label: "Tier" },
  { key: "state", label: "State" },
  { key: "gates", label: "Gates" },
  { key: "guardian", label: "Guardian" },
  { key: "reviewer", label: "Engineer" },
  { key: "age", label: "Age", align: "right" as const, width: "5rem" },
  { key: "due", label: "Due" },
];

type Props = { reviews: ReviewSummary[]; now: Date; caption: string; empty: ReactNode };

/** Reviews as the queue shows them. */
export function ReviewTable({ reviews, now, caption, empty }: Props) {
  const rows = reviews.map((review) => ({
    key: review.id,
    href: paths.review(review.id),
    cells: {
      review: (
        <span className={classes.review}>
          <span className={classes.ref}>{review.ref}</span> {review.title}
          <span className={classes.service}>{review.service?.name ?? "Imported"}</span>
        </span>
      ),
      tier: <TierMark tier={review.tier} />,
      state: <ReviewStateMark state={review.state} />,
      gates: review.imported ? <span className="dimmed">–</span> : <GateGlyphs gates={review.gates} />,
      guardian: review.guardian?.name ?? <span className="dimmed">None</span>,
      reviewer: review.reviewer?.name ?? <span className="dimmed">Nobody yet</span>,
      age: <Days seconds={ageInSeconds(review, now)} />,
      due: <SlaMark sla={review.sla} now={now} />,
    },
  }));
  return <DataTable caption={caption} columns={COLUMNS} rows={rows} empty={empty} />;
}

/** From the first submit to the decision, or to now. */
function ageInSeconds(review: ReviewSummary, now: Date): number | null {
  if (!review.firstSubmittedAt) return null;
  const end = review.decidedAt ? new Date(review.decidedAt) : now;
  return (end.getTime() - new Date(review.firstSubmittedAt).getTime()) / 1000;
}
