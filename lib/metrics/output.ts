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

/** The metadata shown next to every number. */
const about = z.object({
  id: z.enum(METRIC_IDS),
  name: z.string(),
  definition: z.string(),
  window: z.string(),
  shownAs: z.string(),
  unit: z.string(),
  beside: z.string().nullable(),
});

/**
 * Seconds; null if nothing was counted, the quantile is not reached, or it is hidden because fewer than five reviews
 * were at risk.
 */
const quantile = z.object({
  value: z.number().nullable(),
  /** Ends of the 95 % interval; null if it has no end. Both are null in older letters and program reviews. */
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

/** Ends at the last moment with five reviews at risk; empty for fewer than five. */
const curve = z.array(z.object({ seconds: z.number(), survival: z.number(), atRisk: z.number() }));

const quantiles = z.object({ median: quantile, p25: quantile, p75: quantile, p90: quantile });
export type Quantiles = z.infer<typeof quantiles>;

const leadTime = z.object({
  n: z.number(),
  /** How many of them came from a file of past reviews. */
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
  /** How many of them are undecided, so more may be found. Absent from older program reviews. */
  open: z.number().default(0),
  /** How many of them came from a file of past reviews that states their findings. */
  imported: z.number(),
  leftOut: z.number(),
  findings: z.number(),
  stated: z.number(),
  rate: z.number().nullable(),
  atLeastOne: proportion,
  byGuardian: z.number(),
  /** Null if nothing reports tool findings. */
  byTool: z.number().nullable(),
});

export const escapesOutput = z.object({
  state: z.enum(["shown", "early", "no_feed"]),
  approvals: z.number(),
  /**
   * `ripe`: approvals whose 90 days have passed; `escapes`: found within these days; `recorded`: for all approvals so
   * far.
   */
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
  /** `imported`: how many of them came from a file of past reviews; absent from older letters. */
  leadTime: z.object({ n: z.number(), imported: z.number().default(0), median: quantile }),
  findings: z.object({ n: z.number(), rate: z.number().nullable() }),
  involvement: z.object({ n: z.number(), involved: proportion }),
  training: trainingOutput,
});
/** The four numbers compared between quarters. */
export type QuarterFigures = z.infer<typeof quarterFiguresOutput>;

const estimate = z.object({
  /** One minus the ratio, so 0.2 is a fifth less; null if a median is not reached. */
  value: z.number().nullable(),
  /**
   * Ends of the 95 % interval; null if it has no end. Both are equal if all draws agree: then no interval can be given.
   */
  low: z.number().nullable(),
  high: z.number().nullable(),
  claimed: z.boolean(),
  /** The smallest difference that would be detected four times in five; null if it cannot be calculated. */
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
  /** How many reviews of both arms came from a file of past reviews. */
  imported: z.number(),
  teams: byArmOf(z.number()),
  dropped: z.number(),
  speed: estimate.nullable(),
  /**
   * Speed of each team against itself; null if too few teams have both arms, and in letters drafted before this was
   * measured.
   */
  within: estimate.nullable().default(null),
  findings: estimate.nullable(),
});
export type GuardianEffectOutput = z.infer<typeof guardianEffectOutput>;

const quarterFigure = z.object({
  quarter: quarterOutput,
  state: z.enum(FIGURE_STATES),
  value: z.number().nullable(),
  /** Ends of the 95 % interval; null if the number has none. The interval of a median may lack only its upper end. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  n: z.number().nullable(),
  parts: z.array(
    z.object({
      /** The group the part belongs to, such as "First revision"; null if it has none. */
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
  /** The kind of its values: seconds, a share from 0 to 1, a rate, hours, or a count. */
  kind: z.enum(VALUE_KINDS),
  /** Six quarters up to the picked one, oldest first. */
  quarters: z.array(quarterFigure),
});
/** A metric with one number per quarter, and the parts it consists of. */
export type MetricFigures = z.infer<typeof metricFiguresOutput>;

const issueRatesOutput = z.object({
  /**
   * Ordered by number of reviews, never by rate. `fix`: median seconds; `repeated`: of the findings with a class, how
   * many have a class the team had before.
   */
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
      /** How many findings are fixed; `fix` covers only these. */
      fixed: z.number(),
      fix: z.number().nullable(),
    }),
  ),
  /** For the whole program, oldest first. */
  months: z.array(
    z.object({
      month: z.string(),
      n: z.number(),
      found: z.number(),
      rate: z.number().nullable(),
      /** How many of its reviews are undecided. */
      open: z.number(),
      inProgress: z.boolean(),
    }),
  ),
  /** The limits of the months' natural variation; null for fewer than twelve months. */
  limits: z.object({ low: z.number(), mean: z.number(), high: z.number() }).nullable(),
});
export type IssueRates = z.infer<typeof issueRatesOutput>;

const funnelSteps = z.array(z.object({ label: z.string(), count: z.number() }));

export const metricsOutput = z.object({
  quarter: quarterOutput,
  timeZone: z.string(),
  /** Later events are not in these numbers. */
  asOf: z.string(),
  /** False if a past day was requested. */
  isNow: z.boolean(),
  /** When the ended quarters were last counted; none of their facts has changed since. */
  endedAsOf: z.string(),
  scope: z.object({ label: z.string(), organisation: named.nullable(), team: named.nullable() }),
  leadTime: about.extend(leadTime.shape),
  /** The previous quarter's lead time, drawn for comparison; null if no review was first submitted in it. */
  leadTimeBefore: earlierLeadTime,
  /** As `leadTimeBefore`, for the same quarter a year earlier. */
  leadTimeYearBefore: earlierLeadTime,
  /** The guardian effect for the whole program over four quarters, because no reader's scope has enough teams. */
  effect: about.extend(guardianEffectOutput.shape),
  findings: about.extend(findings.shape),
  escapes: about.extend(escapesOutput.shape),
  backlog: about.extend(ages.shape).extend({
    asOf: z.string(),
    /** Open in another tracker according to a file of past reviews; not counted in any number here. */
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
  /** Six quarters up to the picked one, oldest first. The picked one is compared with the one before last. */
  trend: z.array(quarterFiguresOutput),
  figures: z.array(metricFiguresOutput),
  /** How far teams and guardians had progressed when the quarter ended, or have now. */
  funnels: z.object({ teams: funnelSteps, guardians: funnelSteps }),
  /** Counter-metrics without a feed here, with the metrics they would guard. */
  noFeed: z.array(z.object({ id: z.string(), name: z.string(), beside: z.array(z.string()), sentence: z.string() })),
});
export type Metrics = z.infer<typeof metricsOutput>;

/** The source of the headlines and their guards. It omits curves and rows so that it can be stored. */
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

/** Both arms compared, tier by tier; only the team counts if too few teams have an arm. */
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
  /** Number of reviews in the quarter, and the median seconds they spent as drafts. */
  n: z.number(),
  draft: z.number().nullable(),
  /**
   * How many were decided; of these, how many were first approved with conditions, and how many were reopened since.
   */
  decided: z.number(),
  conditional: z.number(),
  reopened: z.number(),
  /** The mean: one, plus one for each time changes were requested. */
  rounds: z.number().nullable(),
});
export type BesideLeadTime = z.infer<typeof besideLeadTime>;

/** An extra value counted for each review besides its lead time or age: a number, seconds, or words. */
const countedColumn = z.object({ label: z.string(), kind: z.enum(["count", "duration", "words"]) });
export type CountedColumn = z.infer<typeof countedColumn>;

export const metricReviewOutput = z.object({
  id: z.number(),
  ref: z.string(),
  title: z.string(),
  /** The current state, whatever day is requested; the same holds for `tier`, `team`, `elsewhere` and `onWaivers`. */
  state: z.enum(REVIEW_STATES),
  tier: z.enum(TIERS).nullable(),
  team: z.string().nullable(),
  guardian: z.string().nullable(),
  arm: z.enum(ARMS),
  imported: z.boolean(),
  /** Currently open in the tracker it was imported from, so nobody decides it here. */
  elsewhere: z.boolean(),
  /** How many waivers the current decision rests on. */
  onWaivers: z.number(),
  /** Whether the evidence has changed since the current approval. */
  stale: z.boolean(),
  /** The first submit and the first decision. */
  submittedAt: z.string(),
  decidedAt: z.string().nullable(),
  outcome: z.enum(["decided", "open", "cancelled"]),
  /** Until the decision, the cancel, or as-of. For the backlog, counted from when the review was last opened. */
  seconds: z.number(),
  /** Medium or higher, recorded by engineers or stated in an imported file; null if unknown. */
  findings: z.number().nullable(),
  /** Medium or higher, recorded after an approval. */
  escapes: z.number(),
  /** What the metric counts for this review, one value per counted column; null if unknown or absent. */
  counted: z.array(z.union([z.number(), z.string()]).nullable()),
});
export type MetricReview = z.infer<typeof metricReviewOutput>;

export const metricRowsOutput = z.object({
  metric: about,
  /**
   * The first and last quarter the number covers, usually the same. Null for the backlog, which is measured at a
   * moment.
   */
  from: quarterOutput.nullable(),
  quarter: quarterOutput.nullable(),
  asOf: z.string(),
  /** False if a past day was requested. */
  isNow: z.boolean(),
  /** When the ended quarters of its figure were last counted. */
  endedAsOf: z.string(),
  scope: z.object({ label: z.string(), organisation: named.nullable(), team: named.nullable() }),
  /**
   * The kind of rows behind the number; "nothing" if it counts people's actions, logs or answers, because those people
   * are not identified.
   */
  behind: z.enum(["reviews", "people", "teams", "models", "guardians", "nothing"]),
  /** The rows this reader may open; the number itself may count more. */
  ...placeOutput,
  counted: z.array(countedColumn),
  reviews: z.array(metricReviewOutput),
  /**
   * For training. Null for a past day, if the reader may not see people, or if fewer than five people are behind the
   * number.
   */
  people: z
    .array(z.object({ id: z.number(), name: z.string(), team: z.string(), missing: z.array(z.string()) }))
    .nullable(),
  /**
   * For coverage: the eligible teams with their high-tier services. Teams with such services and no active guardian
   * come first.
   */
  teams: z.array(named.extend({ guardians: z.number(), services: z.array(z.string()) })).nullable(),
  /** For threat models by guardians: the first version with a threat, its author, and the day it was submitted. */
  models: z
    .array(named.extend({ service: z.string(), version: z.number(), author: z.enum(AUTHOR_ROLES), on: z.string() }))
    .nullable(),
  /** For new guardians and retention: the day they became active, and their state at the end of the quarter or now. */
  guardians: z.array(named.extend({ team: z.string(), since: z.string(), state: z.enum(BECAME) })).nullable(),
  /** For the backlog only. */
  backlog: backlogAges.nullable(),
  /** For metrics with one number per quarter. */
  figure: metricFiguresOutput.nullable(),
  /** For the issue rate only. */
  issues: issueRatesOutput.nullable(),
  /** For lead time only. */
  byArm: leadTimeByArmOutput.nullable(),
  /** For lead time only: what a short lead time could hide. */
  beside: besideLeadTime.nullable(),
});
export type MetricRows = z.infer<typeof metricRowsOutput>;

/** A goal as it was when stored in a record. */
export const frozenGoalOutput = z.object({
  outcome: z.string(),
  metric: z.enum(GOAL_METRICS),
  unit: z.string(),
  baseline: z.number().nullable(),
  now: z.number().nullable(),
  /** The quarter or moment that "now" covers. */
  window: z.string(),
  target: z.number(),
  note: z.string().nullable(),
  /** The organisation the number belongs to; null for the whole program. */
  organisation: z.string().nullable().default(null),
  /** The quarters ended by then, oldest first; null in older records. */
  trend: z.array(z.number().nullable()).nullable().default(null),
  /**
   * The address of the rows that "now" counts. Without an organisation it covers the whole program; null in older
   * records.
   */
  rows: z
    .object({ quarter: z.string(), organisation: z.string(), asOf: z.string() })
    .partial()
    .nullable()
    .default(null),
});

const range = z.object({ low: z.number(), high: z.number() });
/** The lower and upper ends of an interval; the lower one may be a loss. */
export type Range = z.infer<typeof range>;

const assumptions = z.object({
  /** Reviews with a guardian per year. */
  reviews: z.number(),
  /** Days until half of comparable changes without a guardian are decided. */
  days: z.number(),
  /** Findings per review of comparable changes without a guardian. */
  findings: z.number(),
  /** An engineer's hours to raise a finding, answer it and see it fixed. */
  hoursPerFinding: z.number(),
});
/** The basis of a case: measured values unless the reader overrides them, and assumptions where nothing is measured. */
export type Assumptions = z.infer<typeof assumptions>;

const businessCase = z.object({
  /** Days by which a review is decided earlier, and the yearly total. */
  daysPerReview: range,
  days: range,
  /** Engineer hours per year not spent on findings; null if no difference in findings is shown. */
  hours: range.nullable(),
});
export type BusinessCase = z.infer<typeof businessCase>;

export const businessCaseOutput = z.object({
  effect: metricsOutput.shape.effect,
  /** What guardians log in a month (M12), from the last ended quarter. */
  hours: quarterFigure.nullable(),
  /** Null if M2 claims no improvement; so are `measured` and `assumed`. */
  found: businessCase.nullable(),
  measured: assumptions.nullable(),
  assumed: assumptions.nullable(),
});
export type BusinessCasePage = z.infer<typeof businessCaseOutput>;
