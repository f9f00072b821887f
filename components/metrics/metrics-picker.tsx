import { FilterChips } from "#components/ui/filter-chips.tsx";
import { DayFilter, FilterForm, SelectFilter } from "#components/ui/filter-form.tsx";
import type { Picked } from "#lib/metrics/rules/picked.ts";
import { quarterOf } from "#lib/metrics/rules/quarter.ts";
import { paths } from "#lib/paths.ts";
import { quarterChoices } from "./quarter-choices.ts";

type Props = {
  query: Picked;
  /** The moment of the numbers: its quarter is the running one. */
  known: Date;
  today: string;
  timeZone: string;
  organisations: { id: number; name: string }[];
  /** Those that the numbers can be held against. */
  others: { id: number; name: string }[];
  /** What one team is called, where the numbers are of one. */
  team: string;
};

/** Which quarter, organisation and day the numbers are of, and what they are held against. Each stays when another changes. */
export function MetricsPicker({ query, known, today, timeZone, organisations, others, team }: Props) {
  const { chosen, options } = quarterChoices(quarterOf(known, timeZone), query.quarter);
  const { team: named, ...withoutTeam } = query;
  return (
    <FilterForm action={paths.metrics()} label="Which quarter" hidden={{ team: named, view: query.view }}>
      <SelectFilter label="Quarter" name="quarter" required value={chosen} options={options} />
      {organisations.length > 0 && !named ? (
        <SelectFilter
          label="Organisation"
          name="organisation"
          value={query.organisation ?? null}
          options={organisations.map(({ id, name }): [string, string] => [String(id), name])}
        />
      ) : null}
      <SelectFilter
        label="Compare with"
        name="compare"
        required
        value={query.compare ?? ""}
        options={[
          ["", "Against the quarter before"],
          ["year", "Against the year before"],
          ...others.map(({ id, name }): [string, string] => [String(id), `Against ${name}`]),
        ]}
      />
      <DayFilter label="As of the end of" name="asOf" value={query.asOf ?? null} last={today} />
      <FilterChips chips={named ? [{ label: team, href: paths.metrics(withoutTeam) }] : []} />
    </FilterForm>
  );
}
