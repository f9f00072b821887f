import Link from "next/link";
import { formatCount, formatValue, type ValueKind } from "#components/charts/format.ts";
import type { Metrics } from "#lib/metrics/output.ts";
import type { MetricId } from "#lib/metrics/rules/definitions.ts";
import { paths } from "#lib/paths.ts";
import classes from "./headline-cards.module.css";
import { escapeWords, quantileWords, trainingWords } from "./metric-words.ts";

type Card = {
  id: MetricId;
  name: string;
  value: string;
  change: string;
  interval: string;
  n: string;
  definition: string;
  window: string;
  beside: string | null;
};

type Props = { metrics: Metrics; query: Record<string, string | undefined> };

/** The headline numbers with change, interval and n; each opens its definition and its rows. */
export function HeadlineCards({ metrics, query }: Props) {
  return (
    <ul className={classes.cards}>
      {cardsOf(metrics).map((card) => (
        <li key={card.id} className={classes.card}>
          <h3 className={classes.name}>{card.name}</h3>
          <p className={classes.value}>{card.value}</p>
          <p className={classes.facts}>
            {[card.interval, card.change, card.n].filter(Boolean).map((fact) => (
              <span key={fact}>{fact}</span>
            ))}
          </p>
          <details className={classes.details}>
            <summary>Definition</summary>
            <p>{card.definition}</p>
            <p>{card.window}</p>
            {card.beside ? <p>{card.beside}</p> : null}
          </details>
          <p className={classes.rows}>
            <Link href={paths.metricRows(card.id, query)} prefetch={false}>
              Rows behind {card.id}
            </Link>
          </p>
        </li>
      ))}
    </ul>
  );
}

function cardsOf(metrics: Metrics): Card[] {
  const { leadTime, findings, escapes, backlog, involvement, training, trend, quarter } = metrics;
  const before = trend.at(-2);
  // What a quarter in progress has so far is not to be held against a whole one.
  const change = (kind: ValueKind, now: number | null, then: number | null | undefined) =>
    quarter.inProgress ? "in progress, no comparison yet" : changeWords(kind, now, then ?? null);
  const about = ({
    id,
    definition,
    window,
    beside,
  }: typeof leadTime | typeof findings | typeof backlog | typeof involvement | typeof training) => ({
    id,
    definition,
    window,
    beside,
  });
  const { median, p25, p75 } = leadTime;
  return [
    {
      ...about(leadTime),
      name: "Lead time, median",
      value: quantileWords(median, leadTime.n),
      interval: leadTime.n === 0 ? "" : `P25 ${quantileWords(p25, leadTime.n)}, P75 ${quantileWords(p75, leadTime.n)}`,
      change: change("duration", median.value, before?.leadTime.median.value),
      n: `n = ${formatCount(leadTime.n)}, ${formatCount(leadTime.open)} still open, ${formatCount(leadTime.cancelled)} cancelled`,
    },
    {
      ...about(findings),
      name: "Findings per review",
      value: findings.rate === null ? "–" : formatValue("rate", findings.rate),
      interval: findings.atLeastOne ? `at least one in ${intervalWords(findings.atLeastOne)}` : "",
      change: change("rate", findings.rate, before?.findings.rate),
      n: `n = ${formatCount(findings.n)}; ${escapeWords(escapes)}`,
    },
    {
      ...about(backlog),
      name: "Backlog now",
      value: formatCount(backlog.n),
      interval: backlog.median === null ? "" : `median age ${formatValue("duration", backlog.median)}`,
      change: backlog.oldest === null ? "" : `oldest ${formatValue("duration", backlog.oldest)}`,
      n: "open reviews of today",
    },
    {
      ...about(involvement),
      name: "Guardian involved",
      value: involvement.involved ? formatValue("share", involvement.involved.share) : "–",
      interval: involvement.involved
        ? `95 % interval ${formatValue("share", involvement.involved.low)} to ${formatValue("share", involvement.involved.high)}`
        : "",
      change: change("share", involvement.involved?.share ?? null, before?.involvement.involved?.share),
      n: `n = ${formatCount(involvement.n)} decided${involvement.idle ? `, ${formatValue("share", involvement.idle.share)} assigned but idle` : ""}`,
    },
    {
      ...about(training),
      name: "Training complete",
      value: training.share === null ? trainingWords(training.state) : formatValue("share", training.share),
      interval:
        training.share === null
          ? ""
          : `a census: no interval; an optional course: ${formatValue("share", training.optionalShare ?? 0)}`,
      change: change("share", training.share, before?.training.share),
      n: training.n === null ? "" : `n = ${formatCount(training.n)} people`,
    },
  ];
}

/** "40 % (31 % to 49 %)" */
function intervalWords({ share, low, high }: { share: number; low: number; high: number }): string {
  return `${formatValue("share", share)} (${formatValue("share", low)} to ${formatValue("share", high)})`;
}

function changeWords(kind: ValueKind, now: number | null, before: number | null): string {
  if (now === null || before === null) return "no comparison with the quarter before";
  const difference = now - before;
  const sign = difference > 0 ? "+" : difference < 0 ? "−" : "±";
  return `${sign}${formatValue(kind, Math.abs(difference))} against the quarter before`;
}
