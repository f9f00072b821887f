import { DataTable } from "#components/ui/lists/data-table.tsx";
import { Section } from "#components/ui/page/section.tsx";
import { Days } from "#components/ui/words/days.tsx";
import type { BacklogAges as Ages } from "#lib/metrics/output.ts";
import { ageLines } from "#lib/metrics/rules/backlog-ages.ts";
import type { Picked } from "#lib/metrics/rules/metrics-address.ts";
import { formatCount } from "#lib/numbers.ts";
import { paths } from "#lib/paths.ts";

/** Open reviews by age, state and whose turn it is. */
export function BacklogAges({ ages, query }: { ages: Ages; query: Picked }) {
  return (
    <Section
      title="By state and turn"
      action={
        <a href={paths.metricChart("backlog-ages", query)} download aria-label="CSV: Backlog by state and turn">
          CSV
        </a>
      }
    >
      <DataTable
        caption="Backlog by state and turn"
        columns={[
          { key: "of", label: "Open reviews", width: "32%" },
          { key: "n", label: "n", align: "right", width: "14%" },
          { key: "median", label: "Median age", align: "right", width: "18%" },
          { key: "p90", label: "P90", align: "right", width: "18%" },
          { key: "oldest", label: "Oldest", align: "right", width: "18%" },
        ]}
        rows={ageLines(ages).map(({ by, of, n, median, p90, oldest }) => ({
          key: `${by} ${of}`,
          cells: {
            of: `${by}: ${of.toLowerCase()}`,
            n: formatCount(n),
            median: <Days seconds={median} />,
            p90: <Days seconds={p90} />,
            oldest: <Days seconds={oldest} />,
          },
        }))}
        empty={null}
      />
    </Section>
  );
}
