import { m } from "#lib/member-name.ts";
import type { HeadlineMetrics, QuarterFigure, QuarterFigures } from "#lib/metrics/output.ts";
import { MIN_REVIEWS, MIN_TEAMS } from "#lib/metrics/rules/arms.ts";
import type { Comparison } from "#lib/metrics/rules/comparison.ts";
import { type MetricId, RISKY_UNCOVERED } from "#lib/metrics/rules/definitions.ts";
import {
  claimWords,
  doubtWords,
  EFFECT_WORDS,
  effectWords,
  FINDINGS,
  SPEED,
  speedCaveat,
} from "#lib/metrics/rules/effect-words.ts";
import { intervalWords, quantileWords } from "#lib/metrics/rules/figure.ts";
import { trainingWords } from "#lib/metrics/rules/training-share.ts";
import { formatCount, formatRange, formatValue, type ValueKind, writtenDifference } from "#lib/numbers.ts";
import { capital, counted } from "#lib/words.ts";
import { quarterName } from "./metric-words.ts";

type Headline = {
  id: MetricId;
  name: string;
  value: string;
  /** Small text after the number: its interval or unit. */
  beside: string;
  /** Whether the value is text; only numbers are set large. */
  inWords: boolean;
  tag: "So far" | "Today" | null;
  trend: { values: (number | null)[]; open: boolean } | null;
  before: string;
  n: string;
};

type Figure = { value: number | null; n: number | null };

/** The six headline numbers, each with its interval, comparison and n. */
export function headlinesOf(metrics: HeadlineMetrics, comparison: Comparison): Headline[] {
  return [
    lead(metrics, comparison),
    sped(metrics),
    found(metrics, comparison),
    covered(metrics, comparison),
    trained(metrics, comparison),
    waiting(metrics),
  ];
}

function lead({ leadTime, trend, quarter }: HeadlineMetrics, comparison: Comparison): Headline {
  const { n, imported, open, cancelled, median, p25, p75 } = leadTime;
  const figure = ({ leadTime: { n, median } }: QuarterFigures) => ({ n, value: median.value });
  const interval = intervalWords("duration", median);
  const quartiles = n === 0 ? "" : `; P25 ${quantileWords(p25, n)}, P75 ${quantileWords(p75, n)}`;
  return {
    id: "M1",
    name: "Lead time, median",
    value: quantileWords(median, n),
    beside: interval === null ? "" : `95 %: ${interval}`,
    inWords: median.value === null,
    tag: quarter.inProgress ? "So far" : null,
    ...movedOf("duration", trend, comparison, figure),
    n: `n = ${formatCount(n)}, including ${formatCount(open)} open and ${formatCount(cancelled)} cancelled${importedWords(imported)}${quartiles}`,
  };
}

function found({ findings, trend, quarter }: HeadlineMetrics, comparison: Comparison): Headline {
  const { n, open, imported, rate, atLeastOne } = findings;
  const share = atLeastOne
    ? `; ${formatValue("share", atLeastOne.share)} have at least one (${formatRange("share", atLeastOne.low, atLeastOne.high)})`
    : "";
  return {
    id: "M3",
    name: "Findings per review",
    value: rate === null ? "No review" : formatValue("rate", rate),
    beside: "",
    inWords: rate === null,
    tag: quarter.inProgress ? "So far" : null,
    ...movedOf("rate", trend, comparison, ({ findings }) => ({ n: findings.n, value: findings.rate })),
    n: `n = ${formatCount(n)}${open > 0 ? `, ${formatCount(open)} of them open` : ""}${importedWords(imported)}${share}`,
  };
}

function sped({ effect }: HeadlineMetrics): Headline {
  const { state, n, imported, teams, from, to, speed, findings } = effect;
  const shown = speed?.claimed ? capital(effectWords(speed, SPEED)) : "No difference shown";
  const caveat = speedCaveat(effect);
  return {
    id: "M2",
    name: m`Speed with a guardian`,
    value: speed ? [shown, caveat].filter(Boolean).join(", ") : EFFECT_WORDS[state],
    beside: speed ? doubtWords(speed, SPEED) : "",
    inWords: caveat !== null || !/^\d/.test(shown),
    tag: null,
    trend: null,
    before: findings
      ? `Findings: ${claimWords(findings, FINDINGS)}`
      : `Each side needs ${MIN_REVIEWS} reviews of ${MIN_TEAMS} teams`,
    n: `The program, ${from.label} to ${quarterName(to)}; n = ${formatCount(n.guardian)} with, ${formatCount(n.none)} without (${teams.guardian} and ${teams.none} teams)${importedWords(imported)}`,
  };
}

function covered({ figures, quarter }: HeadlineMetrics, { figure, against }: Comparison): Headline {
  const metric = figures.find(({ id }) => id === "M9");
  const quarters = metric?.quarters ?? [];
  const [now, before] = [quarters.at(-1), metric && figure(metric)];
  const isElsewhere = before?.quarter.label === quarter.label;
  const risky = now?.parts.find(({ label }) => label === RISKY_UNCOVERED)?.count ?? null;
  const told = now && now.value !== null && now.n !== null;
  const words = (each: QuarterFigure | undefined) =>
    each && each.value !== null && each.n !== null
      ? `${formatCount(Math.round(each.value * each.n))} of ${formatCount(each.n)}`
      : null;
  return {
    id: "M9",
    name: "Coverage",
    value: words(now) ?? "No eligible team",
    beside: told ? `teams, ${formatValue("share", now.value ?? 0)}` : "",
    inWords: !told,
    tag: quarter.inProgress ? "So far" : null,
    trend: { values: quarters.map(({ value }) => value), open: quarter.inProgress },
    before:
      before && words(before)
        ? `${isElsewhere ? against?.label : before.quarter.label}: ${words(before)}. A census, no interval`
        : "",
    n: risky === null ? "" : m`${counted(risky, "high-risk team")} without a guardian`,
  };
}

function trained({ training, trend, quarter }: HeadlineMetrics, comparison: Comparison): Headline {
  const { state, n, complete, share, optionalShare } = training;
  const shown = n !== null && complete !== null && share !== null;
  return {
    id: "M14",
    name: "Training complete",
    value: shown ? `${formatCount(complete)} of ${formatCount(n)}` : trainingWords(state),
    beside: shown ? `people, ${formatValue("share", share)}` : "",
    inWords: !shown,
    tag: quarter.inProgress ? "So far" : null,
    ...movedOf("share", trend, comparison, ({ training }) => ({ n: training.n, value: training.share })),
    n: shown ? `A census, no interval; an optional course: ${formatValue("share", optionalShare ?? 0)}` : "",
  };
}

function waiting({ backlog, isNow }: HeadlineMetrics): Headline {
  const { n, elsewhere, median, p90, oldest, byTurn } = backlog;
  const requester = byTurn.find(({ turn }) => turn === "requester")?.n ?? 0;
  const aged = median === null ? "" : `Median age ${formatValue("duration", median)}`;
  return {
    id: "M6",
    name: isNow ? "Backlog now" : "Backlog then",
    value: formatCount(n),
    beside: "open",
    inWords: false,
    tag: isNow ? "Today" : null,
    trend: null,
    before: p90 === null ? aged : `${aged}, P90 ${formatValue("duration", p90)}`,
    n:
      oldest === null
        ? `n = 0${elsewhereWords(elsewhere)}`
        : `n = ${formatCount(n)}; oldest ${formatValue("duration", oldest)}; ${counted(requester, "waits", "wait")} for a requester${elsewhereWords(elsewhere)}`,
  };
}

/** Empty when nothing is imported. */
function importedWords(imported: number): string {
  return imported === 0 ? "" : `; ${formatCount(imported)} imported`;
}

function elsewhereWords(elsewhere: number): string {
  return elsewhere === 0 ? "" : `; ${formatCount(elsewhere)} imported as open are left out`;
}

/** How the number changed over the quarters, and its comparison. */
function movedOf(
  kind: ValueKind,
  trend: readonly QuarterFigures[],
  { name, of, against, ofPicked }: Comparison,
  read: (figures: QuarterFigures) => Figure,
) {
  const open = trend.at(-1)?.quarter.inProgress ?? false;
  const values = trend.map((figures) => read(figures).value);
  return { trend: { values, open }, before: ofPicked ? againstWords() : stoodWords() };

  /** "2026 Q3: 7.1 d, 1.9 d less than 2026 Q2 (n = 103)" */
  function stoodWords(): string {
    const value = of ? read(of).value : null;
    if (!of || value === null) return `No value for ${of?.label ?? name}`;
    const then = against ? read(against).value : null;
    const moved = then === null ? "" : `, ${differenceWords(kind, value, then)} ${against?.label}`;
    return `${of.label}: ${formatValue(kind, value)}${moved} (n = ${formatCount(read(of).n ?? 0)})`;
  }

  /** "1.9 d less than 2026 Q2: 9.0 d (n = 110)" */
  function againstWords(): string {
    const value = of ? read(of).value : null;
    const then = against ? read(against).value : null;
    if (!against || value === null || then === null) return `No comparison with ${name}`;
    const n = formatCount(read(against).n ?? 0);
    return `${differenceWords(kind, value, then)} ${against.label}: ${formatValue(kind, then)} (n = ${n})`;
  }
}

function differenceWords(kind: ValueKind, now: number, then: number): string {
  const apart = writtenDifference(kind, now, then);
  if (apart === 0) return "as in";
  const value = formatValue(kind, Math.abs(apart));
  // The difference between two shares is in percentage points, not percent.
  const words = kind === "share" ? value.replace("%", "points") : value;
  return `${words} ${apart > 0 ? "more" : "less"} than`;
}
