import { FilterForm, NumberFilter } from "#components/ui/filter-form.tsx";
import type { Assumptions } from "#lib/metrics/output.ts";
import { paths } from "#lib/paths.ts";
import { capital } from "#lib/words.ts";
import { ASSUMPTIONS } from "./assumption-words.ts";
import { shortDays, shortWords } from "./metric-words.ts";

const NAMES = Object.keys(ASSUMPTIONS) as (keyof Assumptions)[];

/** What a business case rests on; another number in place of one applies at once. */
export function AssumptionsForm({ assumed, measured }: { assumed: Assumptions; measured: Assumptions }) {
  return (
    <FilterForm action={paths.businessCase()} label="Assumptions" prints>
      {NAMES.map((name) => (
        <NumberFilter
          key={name}
          name={name}
          label={capital(ASSUMPTIONS[name])}
          value={assumed[name] === measured[name] ? null : String(assumed[name])}
          otherwise={(name === "days" ? shortDays : shortWords)(measured[name])}
        />
      ))}
    </FilterForm>
  );
}
