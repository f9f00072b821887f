import type { ReactNode } from "react";
import { FilterForm, SelectFilter, TextFilter } from "#components/ui/lists/filter-form.tsx";
import { BELT_WORDS, BELTS } from "#lib/belts/rules.ts";
import { GUARDIAN_STATE_WORDS, GUARDIAN_STATES } from "#lib/guardians/rules.ts";
import { m } from "#lib/member-name.ts";
import { paths } from "#lib/paths.ts";

type Props = {
  filter: { q?: string; state?: string; belt?: string; teamId?: number };
  teams: { id: number; name: string }[];
  /** The active filters with remove buttons; each chip replaces its control. */
  chips: ReactNode;
};

export function DirectoryFilters({ filter, teams, chips }: Props) {
  return (
    <FilterForm action={paths.guardians()} label="Filter people" hidden={kept(filter)}>
      <TextFilter label="Search by name" name="q" value={filter.q ?? ""} />
      <SelectFilter
        label="Status"
        name="state"
        value={filter.state ?? "guardians"}
        required
        options={[
          ["guardians", m`Current guardians`],
          ...GUARDIAN_STATES.map((state): [string, string] => [state, GUARDIAN_STATE_WORDS[state]]),
          ["everyone", "Everyone"],
        ]}
      />
      {filter.belt ? null : <SelectFilter label="Belt" name="belt" value={null} options={BELT_OPTIONS} />}
      {filter.teamId ? null : (
        <SelectFilter
          label="Team"
          name="team"
          value={null}
          options={teams.map(({ id, name }): [string, string] => [String(id), name])}
        />
      )}
      {chips}
    </FilterForm>
  );
}

const BELT_OPTIONS: [string, string][] = [
  ...BELTS.map((belt): [string, string] => [belt, BELT_WORDS[belt]]),
  ["none", "No belt"],
];

/** Filters shown as chips have no control, so their values are passed through unchanged. */
function kept({ belt, teamId }: Props["filter"]): Record<string, string | undefined> {
  return { belt, team: teamId ? String(teamId) : undefined };
}
