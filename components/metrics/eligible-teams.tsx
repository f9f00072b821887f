import { DataTable } from "#components/ui/lists/data-table.tsx";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { Section } from "#components/ui/page/section.tsx";
import { m } from "#lib/member-name.ts";
import type { MetricRows } from "#lib/metrics/output.ts";
import { formatCount } from "#lib/numbers.ts";
import { paths } from "#lib/paths.ts";

/** The teams coverage counts, high-risk teams without a guardian first, with the reason for their risk. */
export function EligibleTeams({ teams, total }: { teams: NonNullable<MetricRows["teams"]>; total: number }) {
  return (
    <Section title="Eligible teams" count={formatCount(total)} facts={m`High-risk teams without a guardian first`}>
      <DataTable
        caption="Eligible teams"
        columns={[
          { key: "team", label: "Team", width: "30%" },
          { key: "guardians", label: m`Active guardians`, align: "right", width: "15%" },
          { key: "covered", label: "Covered", width: "15%" },
          { key: "services", label: "Services of the high tier", width: "40%", wraps: true },
        ]}
        rows={teams.map(({ id, name, guardians, services }) => ({
          key: id,
          href: paths.team(id),
          cells: {
            team: name,
            guardians: formatCount(guardians),
            covered: guardians > 0 ? "Yes" : "No",
            services: services.join(", ") || <span className="dimmed">None</span>,
          },
        }))}
        empty={
          <EmptyState title="No team is eligible">
            Active teams within their dates of eligibility that you can see.
          </EmptyState>
        }
      />
    </Section>
  );
}
