import { FilterForm, NumberFilter } from "#components/ui/lists/filter-form.tsx";
import type { Assumptions } from "#lib/metrics/output.ts";
import type { Picked } from "#lib/metrics/rules/metrics-address.ts";
import { paths } from "#lib/paths.ts";
import { capital } from "#lib/words.ts";
import { ASSUMPTIONS } from "./assumption-words.ts";
import { shortDays, shortWords } from "./metric-words.ts";

const NAMES = Object.keys(ASSUMPTIONS) as (keyof Assumptions)[];

type Texts = Partial<Record<keyof Assumptions, string>>;
/** `written`: the field contents; `wrong`: why a field is rejected. */
type Props = { written: Texts; wrong: Texts; measured: Assumptions; query: Picked };

/** The inputs of a business case. A changed number applies immediately; the metrics selection is kept. */
export function AssumptionsForm({ written, wrong, measured, query }: Props) {
  return (
    <FilterForm action={paths.businessCase()} label="Assumptions" hidden={query} prints>
      {NAMES.map((name) => (
        <NumberFilter
          key={name}
          name={name}
          label={capital(ASSUMPTIONS[name])}
          value={written[name] ?? null}
          problem={wrong[name]}
          otherwise={(name === "days" ? shortDays : shortWords)(measured[name])}
        />
      ))}
    </FilterForm>
  );
}
