import { DataTable } from "#components/ui/lists/data-table.tsx";
import { Section } from "#components/ui/page/section.tsx";
import type { MetricFigures, QuarterFigure } from "#lib/metrics/output.ts";
import { partName } from "#lib/metrics/rules/figure.ts";
import type { Picked } from "#lib/metrics/rules/metrics-address.ts";
import { formatCount, formatValue } from "#lib/numbers.ts";
import { paths } from "#lib/paths.ts";
import { capital } from "#lib/words.ts";
import { figureInterval, figureWords, quarterName } from "./metric-words.ts";

type Props = { figure: MetricFigures; query: Picked };

/** One metric over six quarters, with its parts for the selected quarter and the previous one. */
export function FigureQuarters({ figure, query }: Props) {
  const { id, name, kind, quarters } = figure;
  const [now, before] = [quarters.at(-1), quarters.at(-2)];
  return (
    <>
      <Section
        title="By quarter"
        action={
          <a href={paths.metricChart(id, query)} download aria-label={`CSV: ${name}`}>
            CSV
          </a>
        }
      >
        <DataTable
          caption={`${name} by quarter`}
          columns={[
            { key: "quarter", label: "Quarter", width: "28%" },
            { key: "value", label: name, width: "28%", bare: true },
            { key: "interval", label: "95 % interval", width: "28%" },
            { key: "n", label: "n", align: "right", width: "16%" },
          ]}
          rows={quarters.toReversed().map((each) => ({
            key: each.quarter.key,
            cells: {
              quarter: quarterName(each.quarter),
              value: capital(figureWords(kind, each)),
              interval: figureInterval(kind, each),
              n: each.n === null ? "–" : formatCount(each.n),
            },
          }))}
          empty={null}
        />
      </Section>
      {now && now.parts.length > 0 ? (
        <Section title="Breakdown">
          <DataTable
            caption={`Breakdown of ${name.toLowerCase()}`}
            columns={[
              { key: "part", label: "Part", width: "44%" },
              { key: "now", label: quarterName(now.quarter), width: "28%" },
              { key: "before", label: before ? quarterName(before.quarter) : "Previous quarter", width: "28%" },
            ]}
            rows={now.parts.map((part) => ({
              key: partName(part),
              cells: {
                part: partName(part),
                now: partWords(part),
                before: partWords(before?.parts.find((each) => partName(each) === partName(part))),
              },
            }))}
            empty={null}
          />
        </Section>
      ) : null}
    </>
  );
}

/** "32 (14.2 %)", "4.5 d, of 12", or a dash without a value. */
function partWords(part: QuarterFigure["parts"][number] | undefined): string {
  if (!part) return "–";
  const { count, value, kind } = part;
  if (value === null) return count === null ? "–" : formatCount(count);
  if (count === null) return formatValue(kind, value);
  return kind === "share"
    ? `${formatCount(count)} (${formatValue(kind, value)})`
    : `${formatValue(kind, value)}, of ${formatCount(count)}`;
}
