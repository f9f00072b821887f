import { BarRows } from "#components/charts/bar-rows.tsx";
import { ChartFrame } from "#components/charts/chart-frame.tsx";
import { StackedRows } from "#components/charts/stacked-rows.tsx";
import { named } from "#lib/member-name.ts";
import type { MetricFigures, QuarterFigure } from "#lib/metrics/output.ts";
import { type FigureId, WAITED_FOR } from "#lib/metrics/rules/definitions.ts";
import { partName } from "#lib/metrics/rules/figure.ts";
import type { Picked } from "#lib/metrics/rules/metrics-address.ts";
import { formatValue } from "#lib/numbers.ts";
import { paths } from "#lib/paths.ts";
import classes from "./metric-charts.module.css";
import { quarterName } from "./metric-words.ts";

type Props = { figures: MetricFigures[]; query: Picked; asOfWords: string };

/** Two metrics split into parts: review time by turn, and findings by phase found. */
export function PartCharts(props: Props) {
  return (
    <div className={classes.charts}>
      <TimeByTurn {...props} />
      <FoundByPhase {...props} />
    </div>
  );
}

function TimeByTurn({ figures, query, asOfWords }: Props) {
  const drawn = quartersOf(figures, "M23").slice(-2).reverse();
  const [now] = drawn;
  if (!now) return null;
  const partsOf = ({ parts }: QuarterFigure, group: string | null) => parts.filter((part) => part.group === group);
  const reasons = drawn.find((quarter) => partsOf(quarter, WAITED_FOR).length > 0);
  return (
    <ChartFrame
      title="Where the time goes"
      titleOrder={2}
      definition="Mean days of a decided review by whose turn it was, and the reasons given for waiting."
      window={`${drawn.map(({ quarter }) => quarterName(quarter)).join(" and ")}, ${asOfWords}`}
      n={drawn.reduce((sum, { n }) => sum + (n ?? 0), 0)}
      {...frameOf("M23", query)}
      columns={columnsOf(drawn)}
      rows={drawn.map(rowOf)}
      emptyText="No review was decided in these quarters."
    >
      <StackedRows
        kind="duration"
        rows={drawn.map((each) => ({
          label: `${quarterName(each.quarter)}, n = ${each.n ?? 0}`,
          segments: partsOf(each, null).map(({ label, value }) => ({ label, value: value ?? 0 })),
        }))}
      />
      {reasons ? <p className={classes.caption}>Reasons for waiting, {quarterName(reasons.quarter)}</p> : null}
      <BarRows
        kind="duration"
        bars={(reasons ? partsOf(reasons, WAITED_FOR) : [])
          .map(({ label, value }) => ({ label, value }))
          .sort((one, other) => (other.value ?? 0) - (one.value ?? 0))}
      />
    </ChartFrame>
  );
}

function FoundByPhase({ figures, query, asOfWords }: Props) {
  const all = quartersOf(figures, "M22");
  const last = all.at(-1);
  if (!last) return null;
  const drawn = all.filter(({ n }) => n !== null && n > 0).reverse();
  return (
    <ChartFrame
      title="Found early"
      titleOrder={2}
      definition="Findings rated medium or higher by the phase they were found in."
      window={`Six quarters to ${quarterName(last.quarter)}, ${asOfWords}`}
      n={drawn.reduce((sum, { n }) => sum + (n ?? 0), 0)}
      {...frameOf("M22", query)}
      columns={columnsOf(drawn)}
      rows={drawn.map(rowOf)}
      emptyText="No findings in these quarters."
    >
      <StackedRows
        kind="share"
        rows={drawn.map(({ quarter, n, parts }) => ({
          label: `${quarterName(quarter)}, n = ${n ?? 0}`,
          segments: parts.map(({ label, value }) => ({ label: named(label), value: value ?? 0 })),
        }))}
      />
    </ChartFrame>
  );
}

function quartersOf(figures: MetricFigures[], id: FigureId): QuarterFigure[] {
  return figures.find((each) => each.id === id)?.quarters ?? [];
}

function frameOf(id: FigureId, query: Props["query"]) {
  const csvHref = paths.metricChart(id, query);
  return { csvHref, rowsHref: paths.metricRows(id, query), height: 300, grows: true };
}

function columnsOf(drawn: readonly QuarterFigure[]) {
  const labels = [...new Set(drawn.flatMap(({ parts }) => parts.map(partName)))];
  return [
    { key: "quarter", header: "Quarter" },
    { key: "n", header: "n", numeric: true },
    ...labels.map((label) => ({ key: label, header: label, numeric: true })),
  ];
}

function rowOf({ quarter, n, parts }: QuarterFigure) {
  const values = parts.map((part) => [partName(part), part.value === null ? null : formatValue(part.kind, part.value)]);
  return { quarter: quarterName(quarter), n, ...Object.fromEntries(values) };
}
