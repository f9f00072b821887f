import { DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Section } from "#components/ui/section.tsx";
import type { MetricRows } from "#lib/metrics/output.ts";
import { RISKY_UNCOVERED } from "#lib/metrics/rules/definitions.ts";
import { paths } from "#lib/paths.ts";

/** The high-risk teams that coverage finds without a guardian, by name, with what makes them so. */
export function UncoveredTeams({ teams }: { teams: NonNullable<MetricRows["uncovered"]> }) {
  return (
    <Section title={RISKY_UNCOVERED} count={teams.length}>
      <DataTable
        caption={RISKY_UNCOVERED}
        columns={[
          { key: "team", label: "Team", width: "40%" },
          { key: "services", label: "Services of the high tier", width: "60%", wraps: true },
        ]}
        rows={teams.map(({ id, name, services }) => ({
          key: id,
          href: paths.team(id),
          cells: { team: name, services: services.join(", ") },
        }))}
        empty={
          <EmptyState title="No high-risk team is without a guardian">
            Eligible teams with a service of the high tier, within what you may see.
          </EmptyState>
        }
      />
    </Section>
  );
}
