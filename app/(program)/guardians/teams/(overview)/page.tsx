import type { Metadata } from "next";
import type { ReactNode } from "react";
import { DIRECTORY_TABS, drawnTabs } from "#components/frame/tabs.ts";
import { TierMark } from "#components/reviews/tier-mark.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { NotKnown } from "#components/ui/days.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FilterForm, TextFilter } from "#components/ui/filter-form.tsx";
import { Fold } from "#components/ui/fold.tsx";
import { LeftOut } from "#components/ui/left-out.tsx";
import { ListHead } from "#components/ui/list-head.tsx";
import { Section } from "#components/ui/section.tsx";
import { Status } from "#components/ui/status.tsx";
import type { Query } from "#lib/parameters.ts";
import { paths } from "#lib/paths.ts";
import type { ServiceRow, TeamRow } from "#lib/teams/output.ts";
import { teamsPage } from "#lib/teams/teams-page.ts";
import { pageContext } from "#lib/web/context.ts";

export const metadata: Metadata = { title: "Teams and services" };

type Props = { searchParams: Promise<Query> };

const OTHER_WORDS = "Look for other words, or for none.";

export default async function TeamsPage({ searchParams }: Props) {
  const { q, teams, services, leftOut } = await teamsPage(await pageContext(), await searchParams);
  const isUncovered = ({ eligible, activeGuardians }: TeamRow) => eligible && activeGuardians === 0;
  const uncovered = teams.filter(isUncovered).length;
  return (
    <>
      <ListHead title="Guardians" tabs={drawnTabs(DIRECTORY_TABS, "teams")} tabsLabel="Directory" />
      <FilterForm action={paths.teams()} label="Filter teams and services">
        <TextFilter label="Search by name" name="q" value={q ?? ""} />
      </FilterForm>
      <LeftOut names={leftOut} />
      <Section title="Teams" count={teams.length} facts={teams.length > 0 ? coverageWords(uncovered) : null}>
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
          empty={
            q ? (
              <EmptyState title="No team matches">{OTHER_WORDS}</EmptyState>
            ) : (
              <EmptyState title="No teams yet">An admin or a program manager adds them in the settings.</EmptyState>
            )
          }
        />
      </Section>
      <Section title="Services" count={services.length}>
        <ServiceLines
          services={services.slice(0, SHOWN)}
          empty={
            q ? (
              <EmptyState title="No service matches">{OTHER_WORDS}</EmptyState>
            ) : (
              <EmptyState title="No services yet">A service is added with its first review.</EmptyState>
            )
          }
        />
        {services.length > SHOWN ? (
          <Fold bare line={`${services.length - SHOWN} more`}>
            <ServiceLines services={services.slice(SHOWN)} caption="More services" empty={null} />
          </Fold>
        ) : null}
      </Section>
    </>
  );
}

function coverageWords(uncovered: number): string {
  return uncovered > 0 ? `${uncovered} without an active guardian` : "All that are to have one with an active guardian";
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

type LinesProps = { services: ServiceRow[]; caption?: string; empty: ReactNode };

function ServiceLines({ services, caption = "Services", empty }: LinesProps) {
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
      empty={empty}
    />
  );
}
