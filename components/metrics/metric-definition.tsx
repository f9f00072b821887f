import type { MetricRows } from "#lib/metrics/output.ts";
import classes from "./metric-definition.module.css";

/** What a number counts, of when, how it is shown, and what it can hide. */
export function MetricDefinition({ metric }: { metric: MetricRows["metric"] }) {
  const { definition, window, shownAs, beside } = metric;
  return (
    <dl className={classes.facts}>
      <Fact label="Definition" words={definition} />
      <Fact label="Window" words={window} />
      <Fact label="Shown as" words={shownAs} />
      {beside ? <Fact label="Beside it" words={beside} /> : null}
    </dl>
  );
}

function Fact({ label, words }: { label: string; words: string }) {
  return (
    <div className={classes.fact}>
      <dt>{label}</dt>
      <dd>{words}</dd>
    </div>
  );
}
