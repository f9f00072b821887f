import { type Column, DataTable } from "#components/ui/lists/data-table.tsx";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { Moment } from "#components/ui/words/moment.tsx";
import { Status } from "#components/ui/words/status.tsx";
import { paths } from "#lib/paths.ts";
import type { RecentRun } from "#lib/policies/rules/run-view.ts";
import type { Now } from "#lib/zoned-time.ts";
import { VerdictMark } from "./verdict-mark.tsx";

const COLUMNS: Column[] = [
  { key: "review", label: "Review" },
  { key: "revision", label: "Revision", width: "7rem", bare: true },
  { key: "verdict", label: "Verdict", width: "8rem", bare: true },
  { key: "blocking", label: "Blocking", align: "right", width: "5rem" },
  { key: "profile", label: "Profile", width: "13rem", leaves: "first" },
  { key: "when", label: "Checked", width: "8rem", leaves: "second" },
];

/** The checks of recent revisions. `none` is the empty text. */
export function RunTable({ runs, now, none }: { runs: readonly RecentRun[]; now: Now; none: string }) {
  const rows = runs.map((run) => ({
    key: run.id,
    href: `${paths.reviewRevision(run.review.id, run.revision)}#checks`,
    cells: {
      review: `${run.review.ref} ${run.review.title}`,
      revision: (
        <>
          r{run.revision} {run.current ? null : <span className="dimmed">earlier</span>}
        </>
      ),
      verdict:
        run.standing === "pass" ? (
          <Status value="pass" size="sm" quiet />
        ) : (
          <VerdictMark state={run.state} verdict={run.standing} size="sm" />
        ),
      blocking: run.blocking > 0 ? run.blocking : <span className="dimmed">–</span>,
      profile: `${run.profile.name}, version ${run.profile.version}`,
      when: run.finishedAt ? <Moment at={run.finishedAt} now={now} /> : <span className="dimmed">Not yet</span>,
    },
  }));
  const empty = (
    <EmptyState title={none}>
      Submitting a review with a policy or a template starts its checks, and lists them here.
    </EmptyState>
  );
  return <DataTable caption="Policy checks of recent revisions" columns={COLUMNS} rows={rows} empty={empty} />;
}
