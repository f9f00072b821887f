import { z } from "zod";
import { TIERS } from "#lib/intake/rules/tiers.ts";
import { VALUE_KINDS } from "#lib/numbers.ts";
import { placeOutput } from "#lib/place.ts";
import { REVIEW_STATES, TURNS } from "#lib/reviews/rules/states.ts";
import { AUTHOR_ROLES } from "#lib/threat-models/rules/model.ts";
import { ARMS } from "./rules/arms.ts";
import { FIGURE_IDS, GOAL_METRICS, METRIC_IDS } from "./rules/definitions.ts";
import { FIGURE_STATES } from "./rules/figure.ts";
import { BECAME } from "./rules/guardian-outcome.ts";

const named = z.object({ id: z.number(), name: z.string() });

/** What stands beside every number. */
const about = z.object({
  id: z.enum(METRIC_IDS),
  name: z.string(),
  definition: z.string(),
  window: z.string(),
  shownAs: z.string(),
  unit: z.string(),
  beside: z.string().nullable(),
});

/** Seconds; null where nothing was counted, it is not reached, or it is hidden because fewer than five reviews were at risk. */
const quantile = z.object({
  value: z.number().nullable(),
  /** Of the 95 % interval; null where it has no end, and both in letters and program reviews of before. */
  low: z.number().nullable().default(null),
  high: z.number().nullable().default(null),
  atRisk: z.number(),
  state: z.enum(["shown", "none", "hidden", "not_reached"]),
});

const proportion = z
  .object({ count: z.number(), n: z.number(), share: z.number(), low: z.number(), high: z.number() })
  .nullable();

export const quarterOutput = z.object({
  key: z.string(),
  label: z.string(),
  start: z.string(),
  end: z.string(),
  inProgress: z.boolean(),
});
export type QuarterWords = z.infer<typeof quarterOutput>;

/** As far as five reviews were at risk; empty of fewer. */
const curve = z.array(z.object({ seconds: z.number(), survival: z.number(), atRisk: z.number() }));

const quantiles = z.object({ median: quantile, p25: quantile, p75: quantile, p90: quantile });
export type Quantiles = z.infer<typeof quantiles>;

const leadTime = z.object({
  n: z.number(),
  /** Of them, from a file of past reviews. */
  imported: z.number(),
  decided: z.number(),
  open: z.number(),
  cancelled: z.number(),
  cancelledShare: z.number().nullable(),
  ...quantiles.shape,
  curve,
});

const earlierLeadTime = leadTime
  .pick({ n: true, median: true, p25: true, p75: true, p90: true, curve: true })
  .extend({ quarter: quarterOutput })
  .nullable();

const findings = z.object({
  n: z.number(),
  /** Of them, not decided yet: more may be found. Not said in program reviews of before. */
  open: z.number().default(0),
  /** Of them, from a file of past reviews that states their findings. */
  imported: z.number(),
  leftOut: z.number(),
  findings: z.number(),
  stated: z.number(),
  rate: z.number().nullable(),
  atLeastOne: proportion,
  byGuardian: z.number(),
  /** Null where nothing reports what tools find. */
  byTool: z.number().nullable(),
});

export const escapesOutput = z.object({
  state: z.enum(["shown", "early", "no_feed"]),
  approvals: z.number(),
  /** Approvals whose 90 days have passed, what was found within them, and what was recorded of all so far. */
  ripe: z.number(),
  escapes: z.number(),
  recorded: z.number(),
  rate: z.number().nullable(),
});

const ages = z.object({
  n: z.number(),
  median: z.number().nullable(),
  p90: z.number().nullable(),
  oldest: z.number().nullable(),
});

const backlogAges = z.object({
  byState: z.array(ages.extend({ state: z.enum(REVIEW_STATES) })),
  byTurn: z.array(ages.extend({ turn: z.enum(TURNS) })),
});
export type BacklogAges = z.infer<typeof backlogAges>;

const trainingOutput = z.object({
  state: z.enum(["shown", "suppressed", "past_day", "nobody"]),
  n: z.number().nullable(),
  complete: z.number().nullable(),
  share: z.number().nullable(),
  optionalShare: z.number().nullable(),
});

export const quarterFiguresOutput = z.object({
  quarter: quarterOutput,
  /** `imported`: of them, from a file of past reviews; not said in letters of before. */
  leadTime: z.object({ n: z.number(), imported: z.number().default(0), median: quantile }),
  findings: z.object({ n: z.number(), rate: z.number().nullable() }),
  involvement: z.object({ n: z.number(), involved: proportion }),
  training: trainingOutput,
});
/** The four numbers that are compared between quarters. */
export type QuarterFigures = z.infer<typeof quarterFiguresOutput>;

const estimate = z.object({
  /** One minus the ratio, so 0.2 is a fifth less; null where a median is not reached. */
  value: z.number().nullable(),
  /** Of the 95 % interval; null where it has no end. The same where the draws do not differ: then no interval can be told. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  claimed: z.boolean(),
  /** The smallest difference that would be shown four times in five; null where none can be told. */
  detectable: z.number().nullable(),
});
export type EstimateOutput = z.infer<typeof estimate>;

const byArmOf = <T extends z.ZodType>(of: T) => z.object({ guardian: of, none: of });

export const guardianEffectOutput = z.object({
  from: quarterOutput,
  to: quarterOutput,
  asOf: z.string(),
  state: z.enum(["shown", "too_few_teams", "too_few_reviews"]),
  n: byArmOf(z.number()),
  /** Of both, from a file of past reviews. */
  imported: z.number(),
  teams: byArmOf(z.number()),
  dropped: z.number(),
  speed: estimate.nullable(),
  /** Speed of each team against itself; null where too few teams have both, and in letters drafted before it was measured. */
  within: estimate.nullable().default(null),
  findings: estimate.nullable(),
});
export type GuardianEffectOutput = z.infer<typeof guardianEffectOutput>;

const quarterFigure = z.object({
  quarter: quarterOutput,
  state: z.enum(FIGURE_STATES),
  value: z.number().nullable(),
  /** Of the 95 % interval; null where the number has none. That of a median may have no upper end alone. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  n: z.number().nullable(),
  parts: z.array(
    z.object({
      /** What it belongs to, such as "First revision"; null where it stands by itself. */
      group: z.string().nullable(),
      label: z.string(),
      count: z.number().nullable(),
      value: z.number().nullable(),
      kind: z.enum(VALUE_KINDS),
    }),
  ),
});
export type QuarterFigure = z.infer<typeof quarterFigure>;

const metricFiguresOutput = about.extend({
  id: z.enum(FIGURE_IDS),
  /** What its values are: seconds, a share from 0 to 1, a rate, hours, or a count. */
  kind: z.enum(VALUE_KINDS),
  /** Six quarters up to the picked one, oldest first. */
  quarters: z.array(quarterFigure),
});
/** A metric that is one number a quarter, with what it is made of. */
export type MetricFigures = z.infer<typeof metricFiguresOutput>;

const issueRatesOutput = z.object({
  /** By the number of their reviews, never by rate. `fix`: median seconds; `repeated`: of those with a class, how many the team had before. */
  teams: z.array(
    z.object({
      team: named,
      n: z.number(),
      found: z.number(),
      rate: z.number().nullable(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      classed: z.number(),
      repeated: z.number(),
      /** How many of them are fixed: `fix` is of those. */
      fixed: z.number(),
      fix: z.number().nullable(),
    }),
  ),
  /** Of the program, the oldest first. */
  months: z.array(
    z.object({
      month: z.string(),
      n: z.number(),
      found: z.number(),
      rate: z.number().nullable(),
      /** Of its reviews, not decided yet. */
      open: z.number(),
      inProgress: z.boolean(),
    }),
  ),
  /** Between which values the months move by themselves; null below twelve months. */
  limits: z.object({ low: z.number(), mean: z.number(), high: z.number() }).nullable(),
});
export type IssueRates = z.infer<typeof issueRatesOutput>;

const funnelSteps = z.array(z.object({ label: z.string(), count: z.number() }));

export const metricsOutput = z.object({
  quarter: quarterOutput,
  timeZone: z.string(),
  /** What happened later is not in these numbers. */
  asOf: z.string(),
  /** False where a day of the past was asked for. */
  isNow: z.boolean(),
  /** When the quarters that are over were last counted: none of their facts has changed since. */
  endedAsOf: z.string(),
  scope: z.object({ label: z.string(), organisation: named.nullable(), team: named.nullable() }),
  leadTime: about.extend(leadTime.shape),
  /** Of the quarter before, to draw beside it; null where no review was first submitted in that one. */
  leadTimeBefore: earlierLeadTime,
  /** As `leadTimeBefore`, of the same quarter a year before. */
  leadTimeYearBefore: earlierLeadTime,
  /** What a guardian changes, of the whole program over four quarters: no scope of a reader has enough teams. */
  effect: about.extend(guardianEffectOutput.shape),
  findings: about.extend(findings.shape),
  escapes: about.extend(escapesOutput.shape),
  backlog: about.extend(ages.shape).extend({
    asOf: z.string(),
    /** Open in another tracker, as a file of past reviews says; not counted in anything here. */
    elsewhere: z.number(),
    buckets: z.array(z.object({ label: z.string(), n: z.number(), byTurn: z.record(z.enum(TURNS), z.number()) })),
    ...backlogAges.shape,
  }),
  involvement: about.extend({
    n: z.number(),
    leftOut: z.number(),
    involved: proportion,
    idle: proportion,
  }),
  training: about.extend(trainingOutput.shape).extend({ asOf: z.string() }),
  /** Six quarters up to the picked one, oldest first; the last but one is the one it is compared with. */
  trend: z.array(quarterFiguresOutput),
  figures: z.array(metricFiguresOutput),
  /** How far teams and guardians had come when the quarter ended, or have by now. */
  funnels: z.object({ teams: funnelSteps, guardians: funnelSteps }),
  /** Counter-metrics that have no feed here, with what they would guard. */
  noFeed: z.array(z.object({ id: z.string(), name: z.string(), beside: z.array(z.string()), sentence: z.string() })),
});
export type Metrics = z.infer<typeof metricsOutput>;

/** What the headlines and what guards them are read from: without curves and rows, so that it can be kept. */
export const headlineMetricsOutput = metricsOutput
  .pick({
    quarter: true,
    timeZone: true,
    asOf: true,
    isNow: true,
    effect: true,
    findings: true,
    escapes: true,
    backlog: true,
    involvement: true,
    training: true,
    trend: true,
    figures: true,
    noFeed: true,
  })
  .extend({ leadTime: about.extend(leadTime.omit({ curve: true }).shape) });
export type HeadlineMetrics = z.infer<typeof headlineMetricsOutput>;

const armCurve = z.object({ n: z.number(), ...quantiles.shape, curve });

/** Both arms side by side, tier by tier; nothing but the teams where too few of them have one. */
const leadTimeByArmOutput = z.object({
  from: quarterOutput,
  to: quarterOutput,
  state: z.enum(["shown", "too_few_teams"]),
  teams: z.object({ guardian: z.number(), none: z.number() }),
  mix: z.array(z.object({ tier: z.enum(TIERS), guardian: z.number(), none: z.number() })),
  tiers: z.array(z.object({ tier: z.enum(TIERS), guardian: armCurve, none: armCurve })),
});
export type LeadTimeByArm = z.infer<typeof leadTimeByArmOutput>;

const besideLeadTime = z.object({
  /** Reviews of the quarter, and the median of the seconds that they were drafts. */
  n: z.number(),
  draft: z.number().nullable(),
  /** Of them decided; of those approved with conditions at first, and reopened since. */
  decided: z.number(),
  conditional: z.number(),
  reopened: z.number(),
  /** Mean: one, and one more each time that changes were asked for. */
  rounds: z.number().nullable(),
});
export type BesideLeadTime = z.infer<typeof besideLeadTime>;

/** What is counted of each review beside its lead time or age: a number, seconds, or words. */
const countedColumn = z.object({ label: z.string(), kind: z.enum(["count", "duration", "words"]) });
export type CountedColumn = z.infer<typeof countedColumn>;

export const metricReviewOutput = z.object({
  id: z.number(),
  ref: z.string(),
  title: z.string(),
  /** Of today, whatever day is asked for; so are `tier`, `team`, `elsewhere` and `onWaivers`. */
  state: z.enum(REVIEW_STATES),
  tier: z.enum(TIERS).nullable(),
  team: z.string().nullable(),
  guardian: z.string().nullable(),
  arm: z.enum(ARMS),
  imported: z.boolean(),
  /** Open now in the tracker that it came from: nobody decides it here. */
  elsewhere: z.boolean(),
  /** How many waivers the decision was made on that stands now. */
  onWaivers: z.number(),
  /** Whether the evidence has changed since the approval that stands now. */
  stale: z.boolean(),
  /** The first submit and the first decision. */
  submittedAt: z.string(),
  decidedAt: z.string().nullable(),
  outcome: z.enum(["decided", "open", "cancelled"]),
  /** To the decision, the cancel, or as-of; behind the backlog since it was opened last. */
  seconds: z.number(),
  /** Medium or higher, by engineers or as an imported file states it; null where not known. */
  findings: z.number().nullable(),
  /** Medium or higher, recorded after an approval. */
  escapes: z.number(),
  /** What the metric counts of it, one for each of the columns that are counted; null where that is not known, or is none. */
  counted: z.array(z.union([z.number(), z.string()]).nullable()),
});
export type MetricReview = z.infer<typeof metricReviewOutput>;

export const metricRowsOutput = z.object({
  metric: about,
  /** The first and the last quarter that the number is of, mostly the same one; null of the backlog, which is of a moment. */
  from: quarterOutput.nullable(),
  quarter: quarterOutput.nullable(),
  asOf: z.string(),
  /** False where a day of the past was asked for. */
  isNow: z.boolean(),
  /** When the quarters of its figure that are over were last counted. */
  endedAsOf: z.string(),
  scope: z.object({ label: z.string(), organisation: named.nullable(), team: named.nullable() }),
  /** What kind of rows there are; nothing where the number is of what people did, logged or said, who are not told apart. */
  behind: z.enum(["reviews", "people", "teams", "models", "guardians", "nothing"]),
  /** Rows that this reader may open; the number itself may count more. */
  ...placeOutput,
  counted: z.array(countedColumn),
  reviews: z.array(metricReviewOutput),
  /** For training: null of a day of the past, and where the reader may not see people or fewer than five stand behind the number. */
  people: z
    .array(z.object({ id: z.number(), name: z.string(), team: z.string(), missing: z.array(z.string()) }))
    .nullable(),
  /** For coverage: the eligible teams with their services of the high tier; those that have some and no active guardian first. */
  teams: z.array(named.extend({ guardians: z.number(), services: z.array(z.string()) })).nullable(),
  /** For threat models by guardians: the version that was the first with a threat, who wrote that, and the day it came in. */
  models: z
    .array(named.extend({ service: z.string(), version: z.number(), author: z.enum(AUTHOR_ROLES), on: z.string() }))
    .nullable(),
  /** For new guardians and retention: since which day they were active, and what they were by the end of the quarter, or are. */
  guardians: z.array(named.extend({ team: z.string(), since: z.string(), state: z.enum(BECAME) })).nullable(),
  /** For the backlog only. */
  backlog: backlogAges.nullable(),
  /** For metrics that are one number a quarter. */
  figure: metricFiguresOutput.nullable(),
  /** For the issue rate only. */
  issues: issueRatesOutput.nullable(),
  /** For lead time only. */
  byArm: leadTimeByArmOutput.nullable(),
  /** For lead time only: what a short one could hide. */
  beside: besideLeadTime.nullable(),
});
export type MetricRows = z.infer<typeof metricRowsOutput>;

/** A goal as it stood when it was kept in a record. */
export const frozenGoalOutput = z.object({
  outcome: z.string(),
  metric: z.enum(GOAL_METRICS),
  unit: z.string(),
  baseline: z.number().nullable(),
  now: z.number().nullable(),
  /** The quarter, or the moment, that "now" is of. */
  window: z.string(),
  target: z.number(),
  note: z.string().nullable(),
  /** Whose number it is; null of the whole program. */
  organisation: z.string().nullable().default(null),
  /** The quarters that had ended, up to now and the oldest first; null in records of before. */
  trend: z.array(z.number().nullable()).nullable().default(null),
  /** The rows that "now" counts, as an address asks for them: without an organisation of the whole program; null in records of before. */
  rows: z
    .object({ quarter: z.string(), organisation: z.string(), asOf: z.string() })
    .partial()
    .nullable()
    .default(null),
});

const range = z.object({ low: z.number(), high: z.number() });
/** From the lower to the upper end of an interval; the lower one may be a loss. */
export type Range = z.infer<typeof range>;

const assumptions = z.object({
  /** Reviews with a guardian in a year. */
  reviews: z.number(),
  /** Days until half of like changes without a guardian are decided. */
  days: z.number(),
  /** Findings per review of like changes without a guardian. */
  findings: z.number(),
  /** An engineer's hours to raise a finding, answer for it and see it fixed. */
  hoursPerFinding: z.number(),
});
/** What a case rests on: measured where nobody says otherwise, and an assumption where nothing is measured. */
export type Assumptions = z.infer<typeof assumptions>;

const businessCase = z.object({
  /** Days that a review is decided earlier, and all of a year together. */
  daysPerReview: range,
  days: range,
  /** Hours that engineers do not spend on findings in a year; null where no difference of findings is shown. */
  hours: range.nullable(),
});
export type BusinessCase = z.infer<typeof businessCase>;

export const businessCaseOutput = z.object({
  effect: metricsOutput.shape.effect,
  /** What guardians log in a month (M12), of the last quarter that has ended. */
  hours: quarterFigure.nullable(),
  /** Null where M2 claims no difference for the better, as are these two. */
  found: businessCase.nullable(),
  measured: assumptions.nullable(),
  assumed: assumptions.nullable(),
});
export type BusinessCasePage = z.infer<typeof businessCaseOutput>;
