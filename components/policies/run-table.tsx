import { DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Moment } from "#components/ui/moment.tsx";
import { paths } from "#lib/paths.ts";
import type { RecentRun } from "#lib/policies/rules/run-view.ts";
import { VerdictMark } from "./verdict-mark.tsx";

const COLUMNS = [
  { key: "review", label: "Review" },
  { key: "revision", label: "Revision", width: "9rem" },
  { key: "verdict", label: "Verdict", width: "9rem" },
  { key: "blocking", label: "Blocking", align: "right" as const, width: "6rem" },
  { key: "profile", label: "Profile" },
  { key: "when", label: "Checked", width: "9rem" },
];

/** The checks of recent revisions. */
export function RunTable({ runs, now }: { runs: readonly RecentRun[]; now: Date }) {
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
      verdict: <VerdictMark state={run.state} verdict={run.verdict} size="sm" />,
      blocking: run.blocking,
      profile: `${run.profile.name}, version ${run.profile.version}`,
      when: <Moment at={run.finishedAt ?? run.queuedAt} now={now} />,
    },
  }));
  const empty = (
    <EmptyState title="No policy checks yet">
      When a review with a policy or a template is submitted, its checks run by themselves and are listed here.
    </EmptyState>
  );
  return <DataTable caption="Policy checks of recent revisions" columns={COLUMNS} rows={rows} empty={empty} />;
}
