import { DayFilter, FilterForm, SelectFilter } from "#components/ui/lists/filter-form.tsx";
import type { Picked } from "#lib/metrics/rules/metrics-address.ts";
import { quarterOf } from "#lib/metrics/rules/quarter.ts";
import { paths } from "#lib/paths.ts";
import { quarterChoices } from "./quarter-choices.ts";

type Props = {
  query: Picked;
  /** The time of the numbers; its quarter is the current one. */
  known: Date;
  today: string;
  timeZone: string;
  organisations: { id: number; name: string }[];
  /** Teams of the selected organisation, or all within the reader's reach. */
  teams: { id: number; name: string }[];
  /** Choices for the comparison. */
  others: { id: number; name: string }[];
};

/** Pickers for quarter, organisation, team, day and comparison. Changing one keeps the others. */
export function MetricsPicker({ query, known, today, timeZone, organisations, teams, others }: Props) {
  const { chosen, options } = quarterChoices(quarterOf(known, timeZone), query.quarter);
  return (
    <FilterForm action={paths.metrics()} label="Which quarter" hidden={{ view: query.view }}>
      <SelectFilter label="Quarter" name="quarter" required value={chosen} options={options} />
      <NamedFilter label="Organisation" name="organisation" value={query.organisation} named={organisations} />
      <NamedFilter label="Team" name="team" value={query.team} named={teams} />
      <SelectFilter
        label="Compare with"
        name="compare"
        required
        value={query.compare ?? ""}
        options={[
          ["", "Previous quarter"],
          ["year", "Same quarter last year"],
          ...others.map(({ id, name }): [string, string] => [String(id), `Against ${name}`]),
        ]}
      />
      <DayFilter label="As of the end of" name="asOf" value={query.asOf ?? null} last={today} />
    </FilterForm>
  );
}

type NamedProps = { label: string; name: string; value: string | undefined; named: { id: number; name: string }[] };

/** Chooses one by name; hidden without choices. */
function NamedFilter({ label, name, value, named }: NamedProps) {
  if (named.length === 0) return null;
  const options = named.map(({ id, name }): [string, string] => [String(id), name]);
  return <SelectFilter label={label} name={name} value={value ?? null} options={options} />;
}
