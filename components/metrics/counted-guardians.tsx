import { DataTable } from "#components/ui/lists/data-table.tsx";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { Section } from "#components/ui/page/section.tsx";
import { m } from "#lib/member-name.ts";
import type { MetricRows } from "#lib/metrics/output.ts";
import { BECAME_WORDS } from "#lib/metrics/rules/guardian-outcome.ts";
import { formatCount } from "#lib/numbers.ts";
import { paths } from "#lib/paths.ts";
import { dayWords } from "#lib/words.ts";

type Props = { guardians: NonNullable<MetricRows["guardians"]>; total: number; inProgress: boolean };

/** The guardians counted by a metric, by name, with their state at the end of the quarter or so far. */
export function CountedGuardians({ guardians, total, inProgress }: Props) {
  return (
    <Section title={m`Guardians behind it`} count={formatCount(total)} facts="By name">
      <DataTable
        caption={m`Guardians behind the number`}
        columns={[
          { key: "name", label: m`Guardian`, width: "32%" },
          { key: "team", label: "Team", width: "30%" },
          { key: "since", label: "Active since", align: "right", width: "18%" },
          { key: "state", label: inProgress ? "So far" : "At the end", width: "20%" },
        ]}
        rows={guardians.map(({ id, name, team, since, state }) => ({
          key: id,
          href: paths.person(id),
          cells: { name, team, since: dayWords(since), state: BECAME_WORDS[state] },
        }))}
        empty={<EmptyState title="No one counted">{m`Guardians of this quarter, within what you may see.`}</EmptyState>}
      />
    </Section>
  );
}
