import { DataTable } from "#components/ui/lists/data-table.tsx";
import { Section } from "#components/ui/page/section.tsx";
import { Sparkline } from "#components/ui/words/sparkline.tsx";
import { namedTable } from "#lib/member-name.ts";
import type { MetricFigures, Metrics, QuarterFigure } from "#lib/metrics/output.ts";
import type { Comparison } from "#lib/metrics/rules/comparison.ts";
import type { FigureId } from "#lib/metrics/rules/definitions.ts";
import type { Picked } from "#lib/metrics/rules/metrics-address.ts";
import { formatCount } from "#lib/numbers.ts";
import { paths } from "#lib/paths.ts";
import { capital } from "#lib/words.ts";
import { figureInterval, figureWords, quarterName } from "./metric-words.ts";

type Props = { metrics: Metrics; comparison: Comparison; query: Picked };

const GROUPS: { title: string; id: string; ids: FigureId[] }[] = namedTable([
  { title: "Review flow", id: "way", ids: ["M7", "M8", "M20", "M23"] },
  { title: "Findings", id: "found", ids: ["M3b", "M4", "M5", "M19", "M22"] },
  { title: "Guardians and their time", id: "guardians", ids: ["M9", "M11", "M12", "M13", "M15", "M16", "M17", "M18"] },
]);

/** Every other metric of the quarter with interval, n, comparison and trend. Each links to its parts. */
export function NumberTables({ metrics, comparison, query }: Props) {
  const { quarter, figures } = metrics;
  return GROUPS.map(({ title, id, ids }) => (
    <Section key={id} title={title} id={id} facts={quarterName(quarter)}>
      <DataTable
        caption={title}
        columns={[
          { key: "name", label: "Number", width: "30%" },
          { key: "value", label: quarterName(quarter), width: "14%" },
          { key: "interval", label: "95 % interval", width: "18%", leaves: "second" },
          { key: "n", label: "n", align: "right", width: "8%" },
          { key: "before", label: capital(comparison.name.replace(/^the /, "")), width: "16%", leaves: "first" },
          { key: "moved", label: "Six quarters", width: "14%", leaves: "first", bare: true },
        ]}
        rows={figures.filter((each) => ids.includes(each.id)).map((each) => rowOf(each, comparison, query))}
        empty={null}
      />
    </Section>
  ));
}

function rowOf(metric: MetricFigures, { figure }: Comparison, query: Props["query"]) {
  const { id, name, kind, quarters } = metric;
  const [now, before] = [quarters.at(-1), figure(metric)];
  const words = (each: QuarterFigure | undefined) => (each ? capital(figureWords(kind, each)) : "–");
  return {
    key: id,
    href: paths.metricRows(id, query),
    cells: {
      name: `${name} (${id})`,
      value: words(now),
      interval: now ? figureInterval(kind, now) : "–",
      n: now && now.n !== null ? formatCount(now.n) : "–",
      before: words(before),
      moved: <Sparkline values={quarters.map(({ value }) => value)} open={now?.quarter.inProgress ?? false} />,
    },
  };
}
