import type { Metadata } from "next";
import { DIRECTORY_TABS, drawnTabs } from "#components/frame/tabs.ts";
import { TierMark } from "#components/reviews/tier-mark.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { NotKnown } from "#components/ui/days.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Fold } from "#components/ui/fold.tsx";
import { ListHead } from "#components/ui/list-head.tsx";
import { Section } from "#components/ui/section.tsx";
import { Status } from "#components/ui/status.tsx";
import { paths } from "#lib/paths.ts";
import type { ServiceRow, TeamRow } from "#lib/teams/output.ts";
import { teamsPage } from "#lib/teams/teams-page.ts";
import { pageContext } from "#lib/web/context.ts";

export const metadata: Metadata = { title: "Teams and services" };

export default async function TeamsPage() {
  const { teams, services } = await teamsPage(await pageContext());
  const isUncovered = ({ eligible, activeGuardians }: TeamRow) => eligible && activeGuardians === 0;
  const uncovered = teams.filter(isUncovered).length;
  return (
    <>
      <ListHead title="Guardians" tabs={drawnTabs(DIRECTORY_TABS, "teams")} tabsLabel="Directory" />
      <Section
        title="Teams"
        count={teams.length}
        facts={
          uncovered > 0 ? `${uncovered} without an active guardian` : "All that are to have one with an active guardian"
        }
      >
        <DataTable
          caption="Teams"
          columns={[
            { key: "name", label: "Team", width: "23%" },
            { key: "organisation", label: "Organisation", width: "19%", leaves: "second" },
            { key: "guardians", label: "Guardians", align: "right", width: "10%" },
            { key: "developers", label: "Developers", align: "right", width: "10%", leaves: "first" },
            { key: "services", label: "Services", align: "right", width: "9%", leaves: "first" },
            { key: "open", label: "Open reviews", align: "right", width: "11%" },
            { key: "alert", label: "Coverage", width: "18%", bare: true },
          ]}
          rows={[...teams.filter(isUncovered), ...teams.filter((team) => !isUncovered(team))].map((team) => ({
            key: team.id,
            href: paths.team(team.id),
            cells: {
              name: team.name,
              organisation: team.organisation.name,
              guardians: team.activeGuardians,
              developers: team.developers,
              services: team.services,
              open: team.openReviews ?? <NotKnown />,
              alert: <Coverage team={team} />,
            },
          }))}
          empty={<EmptyState title="No teams yet">An admin or a program manager adds them in the settings.</EmptyState>}
        />
      </Section>
      <Section title="Services" count={services.length}>
        <ServiceLines services={services.slice(0, SHOWN)} />
        {services.length > SHOWN ? (
          <Fold bare line={`${services.length - SHOWN} more`}>
            <ServiceLines services={services.slice(SHOWN)} caption="More services" />
          </Fold>
        ) : null}
      </Section>
    </>
  );
}

function Coverage({ team: { eligible, activeGuardians, lostLastGuardian } }: { team: TeamRow }) {
  if (activeGuardians > 0) return <Status value="good" label="Covered" size="sm" quiet />;
  if (!eligible) return <Status value="not_applicable" label="Not eligible" size="sm" quiet />;
  const [value, label] = lostLastGuardian
    ? (["breached", "Lost its last guardian"] as const)
    : (["unmet", "No guardian"] as const);
  return <Status value={value} label={label} size="sm" />;
}

/** The rest of a long list is folded. */
const SHOWN = 30;

function ServiceLines({ services, caption = "Services" }: { services: ServiceRow[]; caption?: string }) {
  return (
    <DataTable
      caption={caption}
      columns={[
        { key: "name", label: "Service", width: "46%" },
        { key: "team", label: "Team", width: "36%" },
        { key: "tier", label: "Tier", width: "18%", bare: true },
      ]}
      rows={services.map((service) => ({
        key: service.id,
        href: paths.service(service.id),
        cells: { name: service.name, team: service.team.name, tier: <TierMark tier={service.tier} /> },
      }))}
      empty={<EmptyState title="No services yet">A service is added with its first review.</EmptyState>}
    />
  );
}
