import type { Metadata } from "next";
import { DIRECTORY_TABS, drawnTabs } from "#components/frame/nav/tabs.ts";
import { ServiceLines } from "#components/people/service-lines.tsx";
import { DataTable } from "#components/ui/lists/data-table.tsx";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { FilterForm, TextFilter } from "#components/ui/lists/filter-form.tsx";
import { IgnoredParameters } from "#components/ui/lists/ignored-parameters.tsx";
import { ListHead } from "#components/ui/lists/list-head.tsx";
import { Fold } from "#components/ui/page/fold.tsx";
import { Section } from "#components/ui/page/section.tsx";
import { NotKnown } from "#components/ui/words/days.tsx";
import { Status } from "#components/ui/words/status.tsx";
import { m } from "#lib/member-name.ts";
import type { Query } from "#lib/parameters.ts";
import { paths } from "#lib/paths.ts";
import type { TeamRow } from "#lib/teams/output.ts";
import { teamsPage } from "#lib/teams/teams-page.ts";
import { pageContext } from "#lib/web/context.ts";

export const metadata: Metadata = { title: "Teams and services" };

type Props = { searchParams: Promise<Query> };

const OTHER_WORDS = "Change or clear your search.";

export default async function TeamsPage({ searchParams }: Props) {
  const { q, teams, services, leftOut } = await teamsPage(await pageContext(), await searchParams);
  return (
    <>
      <ListHead title={m`Guardians`} tabs={drawnTabs(DIRECTORY_TABS, "teams")} tabsLabel="Directory" />
      <FilterForm action={paths.teams()} label="Filter teams and services">
        <TextFilter label="Search by name" name="q" value={q ?? ""} />
      </FilterForm>
      <IgnoredParameters names={leftOut} />
      <Section title="Teams" count={teams.length} facts={coverageWords(teams, q !== null)}>
        <DataTable
          caption="Teams"
          columns={[
            { key: "name", label: "Team", width: "23%" },
            { key: "organisation", label: "Organisation", width: "19%", leaves: "second" },
            { key: "guardians", label: m`Guardians`, align: "right", width: "10%" },
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
              <EmptyState title="No teams yet">Admins and program managers can add teams in Settings.</EmptyState>
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

function isUncovered({ eligible, activeGuardians }: TeamRow): boolean {
  return eligible && activeGuardians === 0;
}

/** Search results show only some teams, so they get no statement about all teams. */
function coverageWords(teams: TeamRow[], searched: boolean): string | null {
  const uncovered = teams.filter(isUncovered).length;
  if (uncovered > 0) return m`${uncovered} without an active guardian`;
  if (searched || !teams.some(({ eligible }) => eligible)) return null;
  return m`All eligible teams have an active guardian`;
}

function Coverage({ team: { eligible, activeGuardians, lostLastGuardian } }: { team: TeamRow }) {
  if (activeGuardians > 0) return <Status value="good" label="Covered" size="sm" quiet />;
  if (!eligible) return <Status value="not_applicable" label="Not eligible" size="sm" quiet />;
  const [value, label] = lostLastGuardian
    ? (["breached", m`Lost its last guardian`] as const)
    : (["unmet", m`No guardian`] as const);
  return <Status value={value} label={label} size="sm" />;
}

/** Longer lists are collapsed after this many rows. */
const SHOWN = 30;
