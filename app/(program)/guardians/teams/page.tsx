import type { Metadata } from "next";
import { TierMark } from "#components/reviews/tier-mark.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { Section } from "#components/ui/section.tsx";
import { Status } from "#components/ui/status.tsx";
import { TabsNav } from "#components/ui/tabs-nav.tsx";
import { paths } from "#lib/paths.ts";
import { teamsPage } from "#lib/teams/teams-page.ts";
import { pageContext } from "#lib/web/context.ts";

export const metadata: Metadata = { title: "Teams and services" };

export default async function TeamsPage() {
  const { teams, services } = await teamsPage(await pageContext());
  const uncovered = teams.filter(({ activeGuardians }) => activeGuardians === 0).length;
  return (
    <>
      <PageHead
        title="Teams and services"
        facts={`${teams.length} teams, ${uncovered} without an active guardian; ${services.length} services`}
      />
      <TabsNav
        label="Directory"
        items={[
          { href: paths.guardians(), label: "People", current: false },
          { href: paths.teams(), label: "Teams and services", current: true },
        ]}
      />
      <Section title="Teams">
        <DataTable
          caption="Teams"
          columns={[
            { key: "name", label: "Team" },
            { key: "organisation", label: "Organisation" },
            { key: "guardians", label: "Active guardians", align: "right" },
            { key: "developers", label: "Developers", align: "right" },
            { key: "services", label: "Services", align: "right" },
            { key: "open", label: "Open reviews", align: "right" },
            { key: "alert", label: "Coverage", width: "12rem" },
          ]}
          rows={teams.map((team) => ({
            key: team.id,
            href: paths.team(team.id),
            cells: {
              name: team.name,
              organisation: team.organisation.name,
              guardians: team.activeGuardians,
              developers: team.developers,
              services: team.services,
              open: team.openReviews,
              alert:
                team.activeGuardians > 0 ? (
                  <Status value="good" label="Covered" size="sm" />
                ) : (
                  <Status
                    value={team.lostLastGuardian ? "breached" : "unmet"}
                    label={team.lostLastGuardian ? "Lost its last guardian" : "No guardian"}
                    size="sm"
                  />
                ),
            },
          }))}
          empty={<EmptyState title="No teams yet">An admin or a program manager adds them in the settings.</EmptyState>}
        />
      </Section>
      <Section title="Services">
        <DataTable
          caption="Services"
          columns={[
            { key: "name", label: "Service" },
            { key: "team", label: "Team" },
            { key: "tier", label: "Tier", width: "7rem" },
          ]}
          rows={services.map((service) => ({
            key: service.id,
            href: paths.service(service.id),
            cells: { name: service.name, team: service.team.name, tier: <TierMark tier={service.tier} /> },
          }))}
          empty={<EmptyState title="No services yet">A service is added with its first review.</EmptyState>}
        />
      </Section>
    </>
  );
}
