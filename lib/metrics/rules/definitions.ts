import { formatCount, formatValue, type ValueKind } from "#lib/numbers.ts";
import { FEWEST_DRAWN_FROM, FEWEST_DRAWS, MOST_DRAWN_UP_TO, MOST_DRAWS } from "./draws.ts";
import { ESCAPE_DAYS } from "./escapes.ts";
import { PUBLISHED } from "./published.ts";

/** The metrics with one number per quarter and its parts. lib/metrics/figures counts them. */
export const FIGURE_IDS = [
  "M3b",
  "M4",
  "M5",
  "M7",
  "M8",
  "M9",
  "M11",
  "M12",
  "M13",
  "M15",
  "M16",
  "M17",
  "M18",
  "M19",
  "M20",
  "M22",
  "M23",
] as const;
export type FigureId = (typeof FIGURE_IDS)[number];

/**
 * The metrics a goal can be bound to: all with a single number. The guardian effect (M2) has an interval, so it takes
 * no target.
 */
export const GOAL_METRICS = ["M1", "M3", "M6", "M10", "M14", ...FIGURE_IDS] as const;
export type GoalMetric = (typeof GOAL_METRICS)[number];

export const METRIC_IDS = ["M2", ...GOAL_METRICS] as const;
export type MetricId = (typeof METRIC_IDS)[number];

/** The metrics that are values about people. */
const ABOUT_PEOPLE: ReadonlySet<MetricId> = new Set(["M12", "M13", "M14", "M17", "M18"]);

const KINDS = {
  days: "duration",
  share: "share",
  "share less": "share",
  "findings per review": "rate",
  "escapes per approval": "rate",
  hours: "hours",
  "hours per month": "hours",
  reviews: "count",
  people: "count",
} as const satisfies Record<string, ValueKind>;
type MetricUnit = keyof typeof KINDS;

/** The metadata shown next to every number, on screens, in letters and in the API. */
export interface MetricDefinition {
  id: MetricId;
  name: string;
  definition: string;
  window: string;
  shownAs: string;
  unit: MetricUnit;
  /** What the number can hide and which number would reveal it; null if the number needs no companion. */
  beside: string | null;
}

const COHORT = "Reviews first submitted in the quarter, in the program's time zone, as known at the as-of time.";

const PEOPLE =
  "Nothing is shown where it would rest on fewer than five people, nor of single teams, nor for a day of the past: what is shown is as of now, and of a running quarter it moves as people act. Nothing is shown of organisations that a team has left or joined since the quarter began, where that would tell of fewer than five.";

const DEFINITIONS: Record<MetricId, MetricDefinition> = {
  M1: {
    id: "M1",
    name: "Review lead time",
    definition:
      "Calendar time from the first submit to the first decision, never paused. Open reviews count as longer than their age at the as-of time, cancelled ones as longer than their age when cancelled. Imported reviews are counted, and how many is said; one that is open in the tracker it came from counts as longer than its age when a file last said so. A review that is opened again keeps its first decision, and one linked to a rejected review the first submit of that one.",
    window: COHORT,
    shownAs:
      "Kaplan–Meier median with its 95 % interval (Brookmeyer and Crowley), P25, P75 and P90. A quantile is not shown where fewer than 5 reviews are left that waited as long; “not reached” where the curve stays above it. The curve ends there too.",
    unit: "days",
    beside:
      "Stands beside the escape rate (M5) and bypass (M24): fast reviews must not miss findings or be walked around. The share of cancelled reviews is shown.",
  },
  M2: {
    id: "M2",
    name: "Speed with a guardian",
    definition:
      "One minus the median lead time of reviews whose guardian was assigned and active at the first submit, divided by that of the others, which are weighted to the same mix of quarters, tiers and types: guardians are given the harder changes, and lead times change over the year. A review that follows a rejected one is in the group of that one, because its lead time starts there. Imported reviews count if their file says who had a guardian. Reviews of a quarter and kind that only one group has are left out, and their share is shown. Next to it: each team against itself, as a regression of the logarithm of lead time on the guardian, the team, the day, the quarter, the tier and the type; and findings per review. A median that is not reached counts as infinite.",
    window:
      "Reviews of teams first submitted in the four quarters up to this one, of the whole program, as known when the day began.",
    shownAs: `With a 95 % interval from seeded draws of whole teams, each with all its reviews: ${formatCount(MOST_DRAWS)} of up to ${formatCount(MOST_DRAWN_UP_TO)} reviews, fewer of more, and ${formatCount(FEWEST_DRAWS)} from ${formatCount(FEWEST_DRAWN_FROM)} on. It is widened for the number of teams, as Student's quantile is; a team counts by what it carries of the number. Shown from 20 reviews and 10 teams in each group. A difference is claimed only if the interval excludes 0; otherwise “no difference shown”, with the smallest difference that would be detected four times in five. “Faster” is said only if teams compared with themselves show it too; otherwise “faster, but these teams may have been faster before”. If the draws do not differ, there is no interval and no claim.`,
    unit: "share less",
    beside: `Stands beside the escape rate (M5) and assigned but idle (M10): who was assigned need not have acted, and those who had before the first submit are not told apart yet. AWS has published ${formatValue("share", PUBLISHED.faster)} faster reviews and ${formatValue("share", PUBLISHED.fewer)} fewer findings of its own program.`,
  },
  M3: {
    id: "M3",
    name: "Findings per review",
    definition:
      "Findings rated medium or higher (the higher of the first rating and the rating at decision) by engineers, per review. Findings by guardians are shown apart, and so are those by tools where any is recorded. Invalid findings, duplicates among them, are left out, and so are those made while it stood approved, after its launch or in the very evidence that was approved: they are escapes (M5); those in other evidence of a review that is opened again before its launch count. Open reviews count with what was found so far, and how many is said. Imported reviews count the number their file states, and how many there are is said; without a number they are left out.",
    window: COHORT,
    shownAs:
      "Rate per review, with the share of reviews that have at least one and its 95 % interval (Wilson). Rates with and without a guardian are not shown: guardians are given the harder changes.",
    unit: "findings per review",
    beside: "Stands beside the escape rate (M5): fewer findings in review are good only if no more are found after it.",
  },
  M3b: {
    id: "M3b",
    name: "Blocking findings per review",
    definition:
      "Blocking findings of engineers, rated medium or higher, that were raised before changes were first asked for or the decision fell, per review. Invalid ones are left out. Imported reviews do not state them and are left out.",
    window: COHORT,
    shownAs: "Rate per review with its exact 95 % interval (Poisson).",
    unit: "findings per review",
    beside: "Stands beside findings per review (M3): what blocked is a part of them.",
  },
  M4: {
    id: "M4",
    name: "Issue rate",
    definition:
      "Findings as in M3, per review, of each team and quarter, and of each month for the program. Imported reviews without a team count for the program alone. Beside each team: how many of its findings are of a class (CWE) it had before, and the median time to fix.",
    window: COHORT,
    shownAs:
      "Rate with its exact 95 % interval (Poisson), teams ordered by their number of reviews, never by rate. The months carry natural limits (mean and mean moving range) once there are twelve.",
    unit: "findings per review",
    beside: "Stands beside the escape rate (M5). Teams with few reviews have wide intervals: a rate is no rank.",
  },
  M5: {
    id: "M5",
    name: "Escape rate",
    definition: `Findings rated medium or higher in a change that stood approved or was launched, recorded within ${ESCAPE_DAYS} days after an approval, per approval. Invalid ones are left out; a finding counts to the last approval before it.`,
    window: `Approvals given in the quarter whose ${ESCAPE_DAYS} days had passed at the as-of time. Imported reviews carry no approvals and are left out.`,
    shownAs:
      "Escapes per approval with both counts, and how many approvals are too young to count; “no feed” where nobody has ever recorded an escape.",
    unit: "escapes per approval",
    beside: null,
  },
  M6: {
    id: "M6",
    name: "Backlog",
    definition:
      "Open reviews, by their age since the first submit, or since they were opened again, by state and by whose turn it is. Imported ones that are open in the tracker they came from are nobody's turn here and are left out; how many is said.",
    window: "Now, or at the end of the day that is asked for; whatever quarter is picked.",
    shownAs: "Count, median age, P90 age and oldest; buckets of 0–7, 8–14, 15–30 and 31+ days.",
    unit: "reviews",
    beside: null,
  },
  M7: {
    id: "M7",
    name: "First response",
    definition:
      "Calendar time from the first submit to the reviewer's first comment, finding or decision; a claim is no response. Within the target: answered within the business days of the review's tier, which stand still on hold. Past it: answered later, or open and past due. The targets are those of today. A review that follows a rejected one begins with its own submit.",
    window: `${COHORT} Imported reviews carry no responses and are left out.`,
    shownAs:
      "Kaplan–Meier median with its 95 % interval and P90, and the share within the target of those answered or past due.",
    unit: "days",
    beside: "Stands beside first-pass yield (M8): a quick answer is not yet a good one.",
  },
  M8: {
    id: "M8",
    name: "First-pass yield",
    definition:
      "Reviews whose first decision approved them without changes asked for before, of all first decisions. Approvals with conditions are a class of their own.",
    window: "Reviews first decided in the quarter. Imported reviews carry no rounds and are left out.",
    shownAs: "Share with its 95 % interval (Wilson), and the share of each other class.",
    unit: "share",
    beside:
      "Stands beside findings per review (M3) and the escape rate (M5): what passes at once may have been looked at too lightly.",
  },
  M9: {
    id: "M9",
    name: "Coverage",
    definition:
      "Eligible teams with an active guardian, of all eligible teams: those within their dates of eligibility, or without any. A team is high-risk where one of its services that were in use then is of the high tier today.",
    window: "As of the end of the quarter, or now while it runs.",
    shownAs:
      "Share of all such teams; a census, so without an interval. The high-risk teams without a guardian are listed.",
    unit: "share",
    beside: "Stands beside active, not nominal (M17): a team with a guardian on paper is not covered.",
  },
  M10: {
    id: "M10",
    name: "Involvement",
    definition:
      "Decided reviews whose guardian, assigned and active at the first submit, did a substantive act before the first decision: wrote a version with threats of a threat model, which they imported or attached themselves and which was part of no review before (a draft, a review that was decided without it and one that was cancelled before this one's decision are none), raised a finding as its guardian, answered one, or asked to waive a result of the checks. A finding that turned out to be none counts for nobody who raised it. Assigned but idle is shown apart where that may be told. Imported reviews carry no acts and are left out.",
    window: `${COHORT} Only decided ones.`,
    shownAs:
      "Share of the decided reviews with its 95 % interval (Wilson). The share of assigned but idle is not shown where it would rest on fewer than five people, nor of single teams, nor for a day of the past; a review says of itself who its guardian was and whether they were involved, to all who may read it.",
    unit: "share",
    beside:
      "Counts credit, not effect: whether guardians make reviews faster is another question, and goes by who was assigned.",
  },
  M11: {
    id: "M11",
    name: "Threat models by guardians",
    definition:
      "Threat models whose first version that holds a threat a guardian wrote, as was said when it was imported, of all such first versions; and those of engineers, of both together and of builders.",
    window: "First versions with a threat that came in during the quarter.",
    shownAs: "Share with its 95 % interval (Wilson).",
    unit: "share",
    beside: "A quantity: models are not scored yet, so nothing of how good they are stands beside it.",
  },
  M12: {
    id: "M12",
    name: "Hours per guardian and month",
    definition:
      "Hours logged in active months, per such month, of the guardians who log. A month counts once it is over, where they were active at some time of it. Beside it the same of builders: members of a team who log, in months in which they were no active guardian, security engineer or program manager.",
    window: "Hours of the months of the quarter that are over. Organisations of teams as of today.",
    shownAs: `Mean beside the median of a guardian, with how many log and how many are above 10 hours in a month; and the mean of a builder. ${PEOPLE}`,
    unit: "hours per month",
    beside: `Who does not log is not known. AWS has published ${PUBLISHED.hoursPerMonth} hours per guardian and month of its own program.`,
  },
  M13: {
    id: "M13",
    name: "Effort per review",
    definition:
      "Hours that anybody logged on a review, of the reviews with at least one entry; and those of its guardian, its reviewer and others.",
    window: "Reviews first decided in the quarter. Organisations of teams as of today.",
    shownAs: `Median with P25 and P75. ${PEOPLE}`,
    unit: "hours",
    beside: `Reviews on which nobody logged are left out; their guardians and reviewers are among the people it rests on. AWS has published about ${PUBLISHED.hoursPerReview} hours per review of its own program.`,
  },
  M14: {
    id: "M14",
    name: "Training completion",
    definition:
      "People who hold all required, unexpired courses, of all who gave consent more than 30 days ago or are active. Optional courses: those with at least one.",
    window: "As of the end of the quarter, or now while it runs.",
    shownAs: `Share of all such people; a census, so without an interval. ${PEOPLE} Nor where fewer than five, and not nobody, are past their training: who is in it lacks a course, as everybody sees.`,
    unit: "share",
    beside: "Guarded by active, not nominal (M17): a completed course is not yet an act.",
  },
  M15: {
    id: "M15",
    name: "New guardians trained",
    definition:
      "People who became active as guardians for the first time, which takes all required courses. Who comes back is not new.",
    window: "Became active in the quarter.",
    shownAs: "How many.",
    unit: "people",
    beside: "Stands beside retention (M16): a program that loses as many as it trains does not grow.",
  },
  M16: {
    id: "M16",
    name: "Retention",
    definition:
      "Guardians who were active when the quarter began and are active at its end; who left and is back by then, in whatever team, is kept. Paused ones are a class of their own. Of those who left, the reasons they gave; “not said” of old ones.",
    window: "From the start of the quarter to its end, or to now while it runs. Organisations of teams as of today.",
    shownAs:
      "Share of all such guardians; a census, so without an interval. Reasons once the quarter is over, where five people or more have left, and five or more, or none, besides those of whom everybody sees that they left the company; neither of single teams nor for a day of the past.",
    unit: "share",
    beside: "Stands beside hours per guardian and month (M12): who is asked for too much leaves.",
  },
  M17: {
    id: "M17",
    name: "Active, not nominal",
    definition:
      "Guardians who wrote a threat model's version with threats and imported or attached it themselves, raised a finding as the guardian of its review that did not turn out to be none, answered one, or asked to waive a result of the checks, of all who were active from the start of the quarter to its end.",
    window: "Acts of the quarter. Organisations of teams as of today.",
    shownAs: `Share of all such guardians; a census, so without an interval. ${PEOPLE}`,
    unit: "share",
    beside: "Stands beside training completion (M14).",
  },
  M18: {
    id: "M18",
    name: "Feedback given",
    definition:
      "Reviews with an engineer's rating of the guardian's part, of all decided reviews in which a guardian was involved (M10). Feedback that was declined is not given.",
    window: "Reviews first decided in the quarter. Organisations of teams as of today.",
    shownAs: `Share of all such reviews; a census, so without an interval. ${PEOPLE}`,
    unit: "share",
    beside: null,
  },
  M19: {
    id: "M19",
    name: "Policy checks passed at first",
    definition:
      "Reviews whose checks passed on the first revision, of all with a policy or a template; and what the last run before the first approval said. Incomplete, error and not run are classes of their own: none of them is a pass.",
    window: `${COHORT} Imported reviews carry no documents and are left out.`,
    shownAs: "Share with its 95 % interval (Wilson), and the share of each class.",
    unit: "share",
    beside: "Stands beside the escape rate (M5): what checks do not look at they do not find.",
  },
  M20: {
    id: "M20",
    name: "Time to release",
    definition:
      "Calendar time from the first submit to the day of the first launch, which stays where a review is opened again and launched anew. Reviews not launched count as longer than their age, or than their age when they were rejected or ended. Late because of the review: the requested day, after the submit, passed while it was undecided and not launched, and more than half of its lead was the reviewer's turn; of changes that were rejected, cancelled or dropped nothing is launched late, and they are left out of it.",
    window: `${COHORT} Imported reviews are left out: a file that says when some were launched does not say that the others were not.`,
    shownAs:
      "Kaplan–Meier median with its 95 % interval and P90, the median slip against the requested day, and the share that was late because of the review.",
    unit: "days",
    beside: "Stands beside review lead time (M1): the rest of the time is not the review's.",
  },
  M22: {
    id: "M22",
    name: "Found early",
    definition:
      "Findings rated medium or higher that were found before the submit or in review, of all of them; and the share of each phase: before the submit only where any is recorded.",
    window: "Findings made in the quarter, whoever made them.",
    shownAs: "Share with its 95 % interval (Wilson).",
    unit: "share",
    beside:
      "Stands beside the escape rate (M5): where nobody reports what is found after a launch, all seems found early.",
  },
  M23: {
    id: "M23",
    name: "Where the time goes",
    definition:
      "Time from a review's own submit to its first decision by whose turn it was, by state, and by the reason that was given for a hold or a change request.",
    window: "Reviews first decided in the quarter. Imported reviews carry no turns and are left out.",
    shownAs: "Mean days of a review: means add up, medians do not.",
    unit: "days",
    beside: "Stands beside review lead time (M1), whose median says how long one takes.",
  },
};

/** The group of the parts of where the time goes (M23) by state, next to the parts by turn. */
export const BY_STATE = "By state";

/** As `BY_STATE`, for the parts by reason. */
export const WAITED_FOR = "Waited for";

/** The part of retention (M16) for how many left, and the group of the parts by reason. */
export const LEFT = "Left";

/** The part of coverage (M9) that calls for a nomination. */
export const RISKY_UNCOVERED = "High-risk teams without a guardian";

/** The definition of one metric. Source: the program's definitions of its metrics. */
export function metricDefinition(id: MetricId): MetricDefinition {
  return DEFINITIONS[id];
}

/** Whether a metric is a value about people: shown only for enough of them, and only as of now. */
export function isAboutPeople(id: MetricId): boolean {
  return ABOUT_PEOPLE.has(id);
}

export function isFigure(id: MetricId): id is FigureId {
  return (FIGURE_IDS as readonly MetricId[]).includes(id);
}

/** The kind of a metric's numbers. */
export function metricKind(id: MetricId): ValueKind {
  return KINDS[DEFINITIONS[id].unit];
}

/** All computed metrics, ordered by number. */
export const METRIC_DEFINITIONS: readonly MetricDefinition[] = Object.values(DEFINITIONS);
