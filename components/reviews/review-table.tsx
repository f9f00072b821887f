"use client";

import type { ReactNode } from "react";
import { DataTable } from "#components/ui/data-table.tsx";
import { Days } from "#components/ui/days.tsx";
import { paths } from "#lib/paths.ts";
import { GateGlyphs } from "./gate-glyphs.tsx";
import type { ReviewLine } from "./review-line.ts";
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

type Props = { reviews: ReviewLine[]; now: Date; caption: string; empty: ReactNode };

/** Reviews as the queue shows them. Drawn from a line of data each: as markup a page of fifty is sent twice over. */
export function ReviewTable({ reviews, now, caption, empty }: Props) {
  const rows = reviews.map((review) => ({
    key: review.id,
    href: paths.review(review.id),
    cells: {
      review: (
        <span className={classes.review}>
          <span className={classes.ref}>{review.ref}</span> {review.title}
          <span className={classes.service}>{review.service ?? "Imported"}</span>
        </span>
      ),
      tier: <TierMark tier={review.tier} />,
      state: (
        <span className={classes.state}>
          <ReviewStateMark state={review.state} />
        </span>
      ),
      gates: review.gates ? <GateGlyphs gates={review.gates} /> : <span className="dimmed">–</span>,
      guardian: review.guardian ?? <span className="dimmed">None</span>,
      reviewer: review.reviewer ?? <span className="dimmed">Nobody yet</span>,
      age: <Days seconds={review.ageSeconds} />,
      due: <SlaMark sla={review.sla} now={now} />,
    },
  }));
  return <DataTable caption={caption} columns={COLUMNS} rows={rows} empty={empty} />;
}
