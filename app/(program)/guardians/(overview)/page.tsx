import type { Metadata } from "next";
import { DIRECTORY_TABS, drawnTabs } from "#components/frame/nav/tabs.ts";
import { BeltMark } from "#components/guardians/belt-mark.tsx";
import { GuardianStateMark } from "#components/guardians/guardian-state.tsx";
import { Nominate } from "#components/guardians/nominate.tsx";
import { WaitingList } from "#components/guardians/waiting-list.tsx";
import { DirectoryFilters } from "#components/people/directory-filters.tsx";
import { DataTable } from "#components/ui/lists/data-table.tsx";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { FilterChips } from "#components/ui/lists/filter-chips.tsx";
import { IgnoredParameters } from "#components/ui/lists/ignored-parameters.tsx";
import { ListHead } from "#components/ui/lists/list-head.tsx";
import { Pager } from "#components/ui/lists/pager.tsx";
import { Section } from "#components/ui/page/section.tsx";
import { Moment } from "#components/ui/words/moment.tsx";
import { PersonName } from "#components/ui/words/person-name.tsx";
import { BELT_WORDS } from "#lib/belts/rules.ts";
import { nowOf } from "#lib/context.ts";
import { m, namedTable } from "#lib/member-name.ts";
import type { Query } from "#lib/parameters.ts";
import { paths } from "#lib/paths.ts";
import type { DirectoryFilter } from "#lib/people/directory.ts";
import { directoryPage } from "#lib/people/directory-page.ts";
import { pageContext } from "#lib/web/context.ts";
import { countedIn } from "#lib/words.ts";
import { nominateAction } from "../actions.ts";

export const metadata: Metadata = namedTable({ title: "Guardians" });

type Props = { searchParams: Promise<Query> };

const columnsFor = (readsAllActs: boolean) => [
  { key: "name", label: "Name", width: "30%" },
  { key: "state", label: "Status", width: "14%", bare: true },
  { key: "belt", label: "Belt", width: "15%", bare: true },
  { key: "teams", label: "Teams", width: "25%" },
  { key: "active", label: readsAllActs ? "Last activity" : "Last activity", width: "16%", leaves: "second" as const },
];

export default async function GuardiansPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const query = await searchParams;
  const { filter, found, teams, nominations, proposals, candidates, readsAllActs, leftOut } = await directoryPage(
    ctx,
    query,
  );
  const rows = found.items.map((person) => ({
    key: person.id,
    href: paths.person(person.id),
    cells: {
      name: <PersonName name={person.name} />,
      state: <GuardianStateMark state={person.state} />,
      belt: <BeltMark belt={person.belt} />,
      teams: person.teams.map(({ name }) => name).join(", ") || <span className="dimmed">None</span>,
      active: person.lastActiveAt ? (
        <Moment at={person.lastActiveAt} now={nowOf(ctx)} />
      ) : (
        <span className="dimmed">–</span>
      ),
    },
  }));
  return (
    <>
      <ListHead
        title={m`Guardians`}
        tabs={drawnTabs(DIRECTORY_TABS, "people")}
        tabsLabel="Directory"
        action={<Nominate nominees={candidates} action={nominateAction} />}
      />
      {nominations.length + proposals.length > 0 ? (
        <Section title="Waiting for you" id="waiting" count={nominations.length + proposals.length}>
          <WaitingList nominations={nominations} proposals={proposals} now={nowOf(ctx)} />
        </Section>
      ) : null}
      <DirectoryFilters
        filter={filter}
        teams={teams}
        chips={<FilterChips chips={chipsOf(query, filter, teams)} clearHref={paths.guardians()} />}
      />
      <IgnoredParameters names={leftOut} />
      <DataTable
        caption="People"
        columns={columnsFor(readsAllActs)}
        rows={rows}
        empty={<EmptyState title="No one matches">{m`Nominate a guardian, or change the filters.`}</EmptyState>}
      />
      <Pager
        page={found.page}
        pages={found.pages}
        total={countedIn(found, "person", "people")}
        href={(page) => paths.guardians({ ...query, page })}
      />
    </>
  );
}

/** The active filters, each with a URL that removes the filter. */
function chipsOf(
  query: Query,
  { belt, teamId }: DirectoryFilter,
  teams: { id: number; name: string }[],
): { label: string; href: string }[] {
  const without = (name: string) => paths.guardians({ ...query, [name]: undefined, page: undefined });
  const team = teams.find(({ id }) => id === teamId);
  return [
    belt ? { label: belt === "none" ? "No belt" : BELT_WORDS[belt], href: without("belt") } : null,
    team ? { label: team.name, href: without("team") } : null,
  ].filter((chip) => chip !== null);
}
