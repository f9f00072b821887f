import { DataTable } from "#components/ui/lists/data-table.tsx";
import { ScrollRegion } from "#components/ui/lists/scroll-region.tsx";
import { Fold } from "#components/ui/page/fold.tsx";
import { named } from "#lib/member-name.ts";

const COLUMNS: [name: string, holds: string][] = [
  ["submitted_at", "Day or time of submission: 2026-03-31, or 2026-03-31T14:05:00Z."],
  ["decided_at", "Day or time of the decision, after submission. Empty if still open or cancelled."],
  ["cancelled_at", "Day or time of cancellation."],
  ["decision", "approved, approved_with_conditions or rejected. Default: approved."],
  ["change_id", "The ID in the other tracker. Required for open reviews, so that a later file can close them."],
  ["team", "Team name. Without one, the review only counts for the program."],
  [
    "guardian",
    "The guardian at submission, by name or e-mail address, or yes or no. Empty means no. Without this column, the reviews are not compared.",
  ],
  ["tier", "low, medium or high."],
  ["type", "new_service, feature, change, vendor or infrastructure."],
  ["findings", "Number of findings rated medium or higher. Empty means unknown."],
  ["launch", "The launch day, not before submission. Time to release (M20) does not use it."],
  ["title", "At most 200 characters."],
];

const EXAMPLE = `change_id,submitted_at,decided_at,cancelled_at,decision,team,guardian,tier,findings
SEC-101,2026-03-02T09:00:00Z,2026-03-05T16:30:00Z,,approved,Payments,yes,high,2
SEC-102,2026-03-04,,2026-03-20,,Payments,no,low,
SEC-103,2026-03-30,,,,Ledger,Ada Lovelace,medium,`;

/** The columns of a past-reviews file, with an example to start from. */
export function ImportColumns() {
  return (
    <Fold line="File columns and an example">
      <DataTable
        caption="Columns of a past reviews file"
        columns={[
          { key: "name", label: "Column", width: "18%" },
          { key: "holds", label: "Holds", width: "82%", wraps: true, bare: true },
        ]}
        rows={COLUMNS.map(([name, holds]) => ({ key: name, cells: { name, holds: named(holds) } }))}
        empty={null}
      />
      <p>
        The first two columns are required. A later file of the same tracker may repeat rows: unchanged rows are
        ignored, and open reviews are updated. Import a file on the day it is made: its open reviews count as open until
        then.
      </p>
      <ScrollRegion label="Example of a past reviews file">
        <pre>{EXAMPLE}</pre>
      </ScrollRegion>
    </Fold>
  );
}
