import { type Column, DataTable } from "#components/ui/lists/data-table.tsx";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { Moment } from "#components/ui/words/moment.tsx";
import { paths } from "#lib/paths.ts";
import type { Disagreement } from "#lib/policies/rules/aws/disagreement.ts";
import { ANALYZER_WORDS, CHECK_WORDS } from "#lib/policies/rules/check-words.ts";
import type { Now } from "#lib/zoned-time.ts";

const COLUMNS: Column[] = [
  { key: "review", label: "Review" },
  { key: "policy", label: "Policy", width: "13rem" },
  { key: "check", label: "Check", width: "22rem", leaves: "first" },
  { key: "fails", label: "Fails it", width: "9rem" },
  { key: "passes", label: "Passes it", width: "9rem" },
  { key: "when", label: "Checked", width: "8rem", leaves: "second" },
];

/** Checks one analyzer passes and the other fails, for program managers to follow up. `none` is the empty text. */
export function DisagreementTable({ items, now, none }: { items: readonly Disagreement[]; now: Now; none: string }) {
  const rows = items.map((item) => ({
    key: item.id,
    href: `${paths.reviewRevision(item.review.id, item.revision)}#checks`,
    cells: {
      review: `${item.review.ref} ${item.review.title}, r${item.revision}`,
      policy: [item.documentName, item.logicalId, item.policyName].filter(Boolean).join(" › "),
      check: (
        <>
          {CHECK_WORDS[item.check]} <span className="dimmed">{item.message}</span>
        </>
      ),
      fails: ANALYZER_WORDS[item.failedBy],
      passes: ANALYZER_WORDS[item.passedBy],
      when: item.finishedAt ? <Moment at={item.finishedAt} now={now} /> : null,
    },
  }));
  const empty = (
    <EmptyState title={none}>
      When one analyzer passes a check that the other fails, one of them has a bug. Such checks are listed here. The
      stricter verdict counts.
    </EmptyState>
  );
  return <DataTable caption="Checks the analyzers disagree about" columns={COLUMNS} rows={rows} empty={empty} />;
}
