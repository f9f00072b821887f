import { DayFilter, FilterForm, SelectFilter } from "#components/ui/lists/filter-form.tsx";
import type { Picked } from "#lib/metrics/rules/metrics-address.ts";
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
  /** Those of the organisation that is picked, or all within the reader's reach. */
  teams: { id: number; name: string }[];
  /** Those that the numbers can be held against. */
  others: { id: number; name: string }[];
};

/** Which quarter, organisation, team and day the numbers are of, and what they are held against. Each stays when another changes. */
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

/** One of these by its name; nothing where there is none to choose. */
function NamedFilter({ label, name, value, named }: NamedProps) {
  if (named.length === 0) return null;
  const options = named.map(({ id, name }): [string, string] => [String(id), name]);
  return <SelectFilter label={label} name={name} value={value ?? null} options={options} />;
}
