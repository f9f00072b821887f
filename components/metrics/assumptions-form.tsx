import { FilterForm, NumberFilter } from "#components/ui/filter-form.tsx";
import type { Assumptions } from "#lib/metrics/output.ts";
import { paths } from "#lib/paths.ts";
import { shortDays, shortWords } from "./metric-words.ts";

const FIELDS: { name: keyof Assumptions; label: string; words: (value: number) => string }[] = [
  { name: "reviews", label: "Reviews with a guardian", words: shortWords },
  { name: "days", label: "Days without a guardian", words: shortDays },
  { name: "findings", label: "Findings per review without", words: shortWords },
  { name: "hoursPerFinding", label: "Hours for a finding", words: shortWords },
];

/** What a business case rests on; another number in place of one applies at once. */
export function AssumptionsForm({ assumed, measured }: { assumed: Assumptions; measured: Assumptions }) {
  return (
    <FilterForm action={paths.businessCase()} label="Assumptions" prints>
      {FIELDS.map(({ name, label, words }) => (
        <NumberFilter
          key={name}
          name={name}
          label={label}
          value={assumed[name] === measured[name] ? null : String(assumed[name])}
          otherwise={words(measured[name])}
        />
      ))}
    </FilterForm>
  );
}
