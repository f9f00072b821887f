import { DataTable } from "#components/ui/lists/data-table.tsx";
import { Section } from "#components/ui/page/section.tsx";
import type { BesideLeadTime as Beside } from "#lib/metrics/output.ts";
import { formatCount, formatValue, type ValueKind } from "#lib/numbers.ts";

/**
 * What a short lead time could hide: time before the submit, conditions instead of decisions, and decisions later
 * reopened.
 */
export function BesideLeadTime({ beside: { n, draft, decided, conditional, reopened, rounds } }: { beside: Beside }) {
  const shareOf = (count: number) => (decided === 0 ? null : count / decided);
  const rows: [what: string, kind: ValueKind, value: number | null, of: number][] = [
    ["Days in draft, median", "duration", draft, n],
    ["Approved with conditions", "share", shareOf(conditional), decided],
    ["Reopened since", "share", shareOf(reopened), decided],
    ["Rounds of a review, mean", "rate", rounds, decided],
  ];
  return (
    <Section title="Other causes of short lead time" facts="Imported reviews are excluded">
      <DataTable
        caption="Other causes of short lead time"
        columns={[
          { key: "what", label: "Of the reviews of the quarter", width: "56%" },
          { key: "value", label: "Value", width: "28%" },
          { key: "n", label: "n", align: "right", width: "16%" },
        ]}
        rows={rows.map(([what, kind, value, of]) => ({
          key: what,
          cells: { what, value: value === null ? "–" : formatValue(kind, value), n: formatCount(of) },
        }))}
        empty={null}
      />
    </Section>
  );
}
