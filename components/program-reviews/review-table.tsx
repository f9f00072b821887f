import { DataTable } from "#components/ui/lists/data-table.tsx";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { paths } from "#lib/paths.ts";
import type { ProgramReviewRow } from "#lib/program-reviews/output.ts";
import { dayWords, quarterWords } from "#lib/words.ts";
import { ReviewState } from "./review-state.tsx";

/** The program reviews the reader may see, the latest quarter first. */
export function ReviewTable({ reviews }: { reviews: ProgramReviewRow[] }) {
  return (
    <DataTable
      caption="Program reviews"
      columns={[
        { key: "quarter", label: "Quarter", width: "16%" },
        { key: "state", label: "State", width: "16%", bare: true },
        { key: "heldOn", label: "Held on", width: "20%" },
        { key: "attended", label: "Attended", align: "right", width: "14%" },
        { key: "decisions", label: "Decisions", align: "right", width: "14%" },
        { key: "followUps", label: "Open follow-ups", align: "right", width: "20%" },
      ]}
      rows={reviews.map(({ id, quarter, state, heldOn, attended, decisions, followUps, openFollowUps }) => ({
        key: id,
        href: paths.programReview(quarter),
        cells: {
          quarter: quarterWords(quarter),
          state: <ReviewState state={state} />,
          heldOn: dayWords(heldOn),
          attended,
          decisions,
          followUps: `${openFollowUps} of ${followUps}`,
        },
      }))}
      empty={
        <EmptyState title="No program reviews that you can see">
          A program manager opens one when a quarter has ended: its numbers, who attended, what was decided.
        </EmptyState>
      }
    />
  );
}
