import { FilterForm, SelectFilter, TextFilter } from "#components/ui/filter-form.tsx";
import { BELT_WORDS, BELTS } from "#lib/belts/rules.ts";
import { GUARDIAN_STATE_WORDS, GUARDIAN_STATES } from "#lib/guardians/rules.ts";
import { paths } from "#lib/paths.ts";

type Props = {
  filter: { q?: string; state?: string; belt?: string; teamId?: number };
  teams: { id: number; name: string }[];
};

export function DirectoryFilters({ filter, teams }: Props) {
  return (
    <FilterForm action={paths.guardians()} label="Filter people">
      <TextFilter label="Search by name" name="q" value={filter.q ?? ""} />
      <SelectFilter
        label="Standing"
        name="state"
        value={filter.state ?? "guardians"}
        required
        options={[
          ["guardians", "Guardians of now"],
          ...GUARDIAN_STATES.map((state): [string, string] => [state, GUARDIAN_STATE_WORDS[state]]),
          ["everyone", "Everyone"],
        ]}
      />
      <SelectFilter
        label="Belt"
        name="belt"
        value={filter.belt ?? null}
        options={[...BELTS.map((belt): [string, string] => [belt, BELT_WORDS[belt]]), ["none", "No belt"]]}
      />
      <SelectFilter
        label="Team"
        name="team"
        value={filter.teamId ? String(filter.teamId) : null}
        options={teams.map(({ id, name }): [string, string] => [String(id), name])}
      />
    </FilterForm>
  );
}
