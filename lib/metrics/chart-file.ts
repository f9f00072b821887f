import { type CsvColumn, csvFile } from "#lib/csv.ts";
import { NotFound } from "#lib/errors.ts";
import type { IssueRates, LeadTimeByArm, Metrics, QuarterFigures } from "./output.ts";
import { ARM_WORDS, COMPARED } from "./rules/arms.ts";
import { ageLines } from "./rules/backlog-ages.ts";
import type { Comparison } from "./rules/comparison.ts";
import { FIGURE_IDS } from "./rules/definitions.ts";
import { partName } from "./rules/figure.ts";

/** Only for the whole program, and from data that no other file uses. */
export const BY_ARM = "lead-time-by-arm";
/** Like `BY_ARM`. */
export const BY_MONTH = "issue-months";

/** Charts available as a file, by name, and each metric with one number per quarter. */
export const CHARTS = [
  "lead-time",
  BY_ARM,
  "guardian-effect",
  "findings",
  "backlog",
  "backlog-ages",
  "training",
  "trend",
  "teams",
  "guardians",
  BY_MONTH,
  ...FIGURE_IDS,
] as const;

/**
 * A chart's values, with those of another curve in `beside`, or a metric's by id, as CSV. Durations in seconds, shares
 * from 0 to 1; hidden or unreached values are empty.
 */
export function chartFile(metrics: Metrics, chart: string, beside: Comparison["curve"] = null): string {
  switch (chart) {
    case "lead-time":
      return leadTimeFile(metrics, beside);
    case "guardian-effect":
      return effectFile(metrics);
    case "findings":
      return findingsFile(metrics);
    case "backlog":
      return backlogFile(metrics);
    case "backlog-ages":
      return agesFile(metrics);
    case "training":
      return csvFile(trainingColumns, metrics.trend);
    case "trend":
      return csvFile(trendColumns, metrics.trend);
    case "teams":
    case "guardians":
      return funnelFile(metrics, chart);
    default:
      return figureFile(metrics, chart);
  }
}

const CURVE: CsvColumn<Metrics["leadTime"]["curve"][number]>[] = [
  { header: "seconds", value: ({ seconds }) => seconds },
  { header: "share_decided", value: ({ survival }) => 1 - survival },
  { header: "at_risk", value: ({ atRisk }) => atRisk },
];

/** The quarter's curve, then the comparison curve of another quarter or organisation. */
function leadTimeFile({ leadTime, quarter, scope }: Metrics, beside: Comparison["curve"]): string {
  const besideOf = beside?.quarter.key === quarter.key ? beside.label : scope.label;
  const lines = [
    ...leadTime.curve.map((point) => ({ ...point, quarter, of: scope.label })),
    ...(beside?.curve.map((point) => ({ ...point, quarter: beside.quarter, of: besideOf })) ?? []),
  ];
  return csvFile([...CURVE, QUARTER, IN_PROGRESS, { header: "of", value: ({ of }) => of }], lines);
}

/** The curves drawn tier by tier; none if too few teams have an arm. */
export function armsFile({ tiers, from, to }: LeadTimeByArm): string {
  const lines = tiers.flatMap(({ tier, ...arms }) =>
    COMPARED.flatMap((arm) => arms[arm].curve.map((point) => ({ ...point, tier, arm }))),
  );
  return csvFile(
    [
      { header: "tier", value: ({ tier }) => tier },
      { header: "arm", value: ({ arm }) => ARM_WORDS[arm] },
      ...CURVE,
      { header: "from_quarter", value: () => from.key },
      { header: "to_quarter", value: () => to.key },
      { header: "in_progress", value: () => to.inProgress },
    ],
    lines,
  );
}

/** Each month's issue rate with the limits shared by all; empty with fewer than twelve months. */
export function monthsFile({ months, limits }: IssueRates): string {
  return csvFile(
    [
      { header: "month", value: ({ month }) => month },
      { header: "reviews", value: ({ n }) => n },
      { header: "reviews_open", value: ({ open }) => open },
      { header: "findings", value: ({ found }) => found },
      { header: "findings_per_review", value: ({ rate }) => rate },
      { header: "limit_low", value: () => limits?.low },
      { header: "limit_mean", value: () => limits?.mean },
      { header: "limit_high", value: () => limits?.high },
      { header: "in_progress", value: ({ inProgress }) => inProgress },
    ],
    months,
  );
}

/** The shown effect of a guardian: the reduction as a share, and its 95 % interval. */
function effectFile({ effect }: Metrics): string {
  const { state, from, to, n, teams, speed, within, findings } = effect;
  const lines = [
    { metric: "M2", estimate: speed },
    { metric: "M2 within teams", estimate: within },
    { metric: "M3", estimate: findings },
  ];
  return csvFile(
    [
      { header: "metric", value: ({ metric }) => metric },
      { header: "state", value: () => state },
      { header: "share_less", value: ({ estimate }) => estimate?.value },
      { header: "low", value: ({ estimate }) => estimate?.low },
      { header: "high", value: ({ estimate }) => estimate?.high },
      { header: "claimed", value: ({ estimate }) => estimate?.claimed },
      { header: "detectable", value: ({ estimate }) => estimate?.detectable },
      { header: "reviews_with_a_guardian", value: () => n.guardian },
      { header: "reviews_without", value: () => n.none },
      { header: "teams_with_a_guardian", value: () => teams.guardian },
      { header: "teams_without", value: () => teams.none },
      { header: "from_quarter", value: () => from.key },
      { header: "to_quarter", value: () => to.key },
      { header: "in_progress", value: () => to.inProgress },
    ],
    lines,
  );
}

function findingsFile({ findings, escapes, quarter }: Metrics): string {
  return csvFile(
    [
      { header: "reviews", value: ({ n }) => n },
      { header: "findings_by_engineers", value: (row) => row.findings - row.stated },
      { header: "findings_stated_by_imports", value: ({ stated }) => stated },
      { header: "findings_by_guardians", value: ({ byGuardian }) => byGuardian },
      { header: "findings_by_tools", value: ({ byTool }) => byTool },
      { header: "findings_per_review", value: ({ rate }) => rate },
      { header: "share_with_at_least_one", value: ({ atLeastOne }) => atLeastOne?.share },
      { header: "approvals_past_90_days", value: ({ ripe }) => ripe },
      { header: "escapes_within_90_days", value: ({ escapes }) => escapes },
      QUARTER,
      IN_PROGRESS,
    ],
    [{ ...findings, quarter, ripe: escapes.ripe, escapes: escapes.state === "no_feed" ? null : escapes.escapes }],
  );
}

function backlogFile({ backlog }: Metrics): string {
  return csvFile(
    [
      { header: "age", value: ({ label }) => label },
      { header: "open", value: ({ n }) => n },
      { header: "reviewers_turn", value: ({ byTurn }) => byTurn.reviewer },
      { header: "requesters_turn", value: ({ byTurn }) => byTurn.requester },
      { header: "nobodys_turn", value: ({ byTurn }) => byTurn.nobody },
    ],
    backlog.buckets,
  );
}

function agesFile({ backlog }: Metrics): string {
  return csvFile(
    [
      { header: "by", value: ({ by }) => by.toLowerCase() },
      { header: "of", value: ({ of }) => of },
      { header: "open", value: ({ n }) => n },
      { header: "median_seconds", value: ({ median }) => median },
      { header: "p90_seconds", value: ({ p90 }) => p90 },
      { header: "oldest_seconds", value: ({ oldest }) => oldest },
    ],
    ageLines(backlog),
  );
}

const QUARTER: CsvColumn<Pick<QuarterFigures, "quarter">> = { header: "quarter", value: ({ quarter }) => quarter.key };

/** A running quarter's figures so far are not comparable with a whole quarter. */
const IN_PROGRESS: CsvColumn<Pick<QuarterFigures, "quarter">> = {
  header: "in_progress",
  value: ({ quarter }) => quarter.inProgress,
};

const trainingColumns: CsvColumn<QuarterFigures>[] = [
  QUARTER,
  { header: "people", value: ({ training }) => training.n },
  { header: "complete", value: ({ training }) => training.complete },
  { header: "share_complete", value: ({ training }) => training.share },
  { header: "share_with_an_optional_course", value: ({ training }) => training.optionalShare },
  IN_PROGRESS,
];

const trendColumns: CsvColumn<QuarterFigures>[] = [
  QUARTER,
  { header: "reviews_submitted", value: ({ leadTime }) => leadTime.n },
  { header: "lead_time_median_seconds", value: ({ leadTime }) => leadTime.median.value },
  { header: "lead_time_median_state", value: ({ leadTime }) => leadTime.median.state },
  { header: "findings_per_review", value: ({ findings }) => findings.rate },
  { header: "decided", value: ({ involvement }) => involvement.n },
  { header: "share_involved", value: ({ involvement }) => involvement.involved?.share },
  { header: "share_involved_low", value: ({ involvement }) => involvement.involved?.low },
  { header: "share_involved_high", value: ({ involvement }) => involvement.involved?.high },
  { header: "share_trained", value: ({ training }) => training.share },
  { header: "reviews_imported", value: ({ leadTime }) => leadTime.imported },
  { header: "reviews_with_known_findings", value: ({ findings }) => findings.n },
  { header: "lead_time_median_low_seconds", value: ({ leadTime }) => leadTime.median.low },
  { header: "lead_time_median_high_seconds", value: ({ leadTime }) => leadTime.median.high },
  IN_PROGRESS,
];

function funnelFile({ funnels, quarter }: Metrics, who: keyof Metrics["funnels"]): string {
  return csvFile(
    [
      { header: "step", value: ({ label }) => label },
      { header: "count", value: ({ count }) => count },
      QUARTER,
      IN_PROGRESS,
    ],
    funnels[who].map((step) => ({ ...step, quarter })),
  );
}

/** One line per quarter, and one for each part of its figure. */
function figureFile({ figures }: Metrics, id: string): string {
  const found = figures.find((each) => each.id === id);
  if (!found) throw new NotFound("The chart");
  const { kind, quarters } = found;
  const lines = quarters.flatMap(({ quarter, state, value, low, high, n, parts }) => [
    { quarter, part: "", kind, state, value, low, high, n },
    ...parts.map((part) => ({
      ...{ quarter, part: partName(part), kind: part.kind, value: part.value, n: part.count },
      ...{ state: "", low: null, high: null },
    })),
  ]);
  return csvFile(
    [
      QUARTER,
      { header: "part", value: (line) => line.part },
      { header: "kind", value: (line) => line.kind },
      { header: "state", value: (line) => line.state },
      { header: "value", value: (line) => line.value },
      { header: "low", value: (line) => line.low },
      { header: "high", value: (line) => line.high },
      { header: "n", value: (line) => line.n },
      IN_PROGRESS,
    ],
    lines,
  );
}
