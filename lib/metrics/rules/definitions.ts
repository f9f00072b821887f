import { namedTable } from "#lib/member-name.ts";
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
  "Hidden if fewer than five people contribute, for single teams, and for past days. Values are current and, in a running quarter, change as people act. Also hidden for organisations that a team has left or joined since the quarter began, if that would reveal fewer than five people.";

const DEFINITIONS: Record<MetricId, MetricDefinition> = namedTable({
  M1: {
    id: "M1",
    name: "Review lead time",
    definition:
      "Calendar time from the first submission to the first decision, never paused. Open reviews count as longer than their age at the as-of time; cancelled reviews, as longer than their age when cancelled. Imported reviews count, and their number is shown. An import still open in its original tracker counts as longer than its age when a file last reported it. A reopened review keeps its first decision. A review linked to a rejected review keeps that review's first submission.",
    window: COHORT,
    shownAs:
      "Kaplan–Meier median with its 95 % interval (Brookmeyer and Crowley), P25, P75 and P90. A quantile is hidden where fewer than 5 reviews have waited that long; the curve ends there too. It is “not reached” where the curve stays above it.",
    unit: "days",
    beside:
      "Read with the escape rate (M5) and bypass (M24): fast reviews must not miss findings or be bypassed. The share of cancelled reviews is shown.",
  },
  M2: {
    id: "M2",
    name: "Speed with a guardian",
    definition:
      "One minus the ratio of two median lead times: reviews whose guardian was assigned and active at the first submission, divided by all others. The others are weighted to the same mix of quarters, tiers and types, because guardians get the harder changes and lead times change over the year. A review that follows a rejected review is in that review's group, because its lead time starts there. Imported reviews count if their file says who had a guardian. Reviews of a quarter and kind found in only one group are left out, and their share is shown. Next to it: each team compared with itself, as a regression of the logarithm of lead time on guardian, team, day, quarter, tier and type; and findings per review. A median that is not reached counts as infinite.",
    window:
      "Team reviews first submitted in the four quarters up to this one, across the whole program, as known when the day began.",
    shownAs: `With a 95 % interval from seeded draws of whole teams, each with all its reviews. Up to ${formatCount(MOST_DRAWN_UP_TO)} reviews take ${formatCount(MOST_DRAWS)} draws; more reviews take fewer, down to ${formatCount(FEWEST_DRAWS)} from ${formatCount(FEWEST_DRAWN_FROM)} reviews on. The interval is widened for the number of teams, like Student's quantile; each team counts by its contribution to the number. Shown from 20 reviews and 10 teams in each group. A difference is claimed only if the interval excludes 0. Otherwise it says “no difference shown”, with the smallest difference that would be detected four times in five. “Faster” is claimed only if comparing teams with themselves also shows it; otherwise “faster, but these teams may have been faster before”. If the draws do not differ, there is no interval and no claim.`,
    unit: "share less",
    beside: `Read with the escape rate (M5) and assigned but idle (M10): an assigned guardian may not have acted. Guardians who acted before the first submission are not yet shown separately. AWS has published ${formatValue("share", PUBLISHED.faster)} faster reviews and ${formatValue("share", PUBLISHED.fewer)} fewer findings for its own program.`,
  },
  M3: {
    id: "M3",
    name: "Findings per review",
    definition:
      "Findings by engineers rated medium or higher, per review. The higher of the first rating and the rating at decision counts. Findings by guardians are shown separately, as are findings by tools if any are recorded. Invalid findings, including duplicates, are left out. So are findings made while the review was approved, after its launch, or in the very evidence that was approved: they are escapes (M5). Findings in other evidence of a review reopened before its launch count. Open reviews count with their findings so far, and their number is shown. Imported reviews count the number their file states, and their number is shown; without a number they are left out.",
    window: COHORT,
    shownAs:
      "Rate per review, with the share of reviews that have at least one finding and its 95 % interval (Wilson). Rates with and without a guardian are not shown, because guardians get the harder changes.",
    unit: "findings per review",
    beside: "Read with the escape rate (M5): fewer findings in review are good only if no more are found afterwards.",
  },
  M3b: {
    id: "M3b",
    name: "Blocking findings per review",
    definition:
      "Blocking findings by engineers, rated medium or higher and raised before the first change request or the decision, per review. Invalid findings are left out. Imported reviews do not state blocking findings and are left out.",
    window: COHORT,
    shownAs: "Rate per review with its exact 95 % interval (Poisson).",
    unit: "findings per review",
    beside: "Read with findings per review (M3), which include the blocking findings.",
  },
  M4: {
    id: "M4",
    name: "Issue rate",
    definition:
      "Findings as in M3, per review, for each team and quarter, and for each month of the program. Imported reviews without a team count only for the program. Next to each team: how many of its findings are of a class (CWE) it had before, and the median time to fix.",
    window: COHORT,
    shownAs:
      "Rate with its exact 95 % interval (Poisson). Teams are ordered by number of reviews, never by rate. Months have natural limits (mean and mean moving range) once there are twelve.",
    unit: "findings per review",
    beside: "Read with the escape rate (M5). Teams with few reviews have wide intervals, so do not rank teams by rate.",
  },
  M5: {
    id: "M5",
    name: "Escape rate",
    definition: `Findings rated medium or higher in an approved or launched change, recorded within ${ESCAPE_DAYS} days after an approval, per approval. Invalid findings are left out. A finding counts towards the last approval before it.`,
    window: `Approvals given in the quarter whose ${ESCAPE_DAYS} days had passed at the as-of time. Imported reviews have no approvals and are left out.`,
    shownAs:
      "Escapes per approval with both counts, and the number of approvals too recent to count; “no feed” if no one has ever recorded an escape.",
    unit: "escapes per approval",
    beside: null,
  },
  M6: {
    id: "M6",
    name: "Backlog",
    definition:
      "Open reviews by age since the first submission or the reopening, by state and by whose turn it is. Imported reviews still open in their original tracker are nobody's turn here and are left out; their number is shown.",
    window: "Now, or the end of the chosen day, whichever quarter is selected.",
    shownAs: "Count, median age, P90 age and oldest; buckets of 0–7, 8–14, 15–30 and 31+ days.",
    unit: "reviews",
    beside: null,
  },
  M7: {
    id: "M7",
    name: "First response",
    definition:
      "Calendar time from the first submission to the reviewer's first comment, finding or decision. A claim is not a response. Within target: answered within the business days of the review's tier, which pause on hold. Past target: answered later, or open and past due. Today's targets apply. A review that follows a rejected review starts with its own submission.",
    window: `${COHORT} Imported reviews have no responses and are left out.`,
    shownAs:
      "Kaplan–Meier median with its 95 % interval and P90, and the share of answered or past-due reviews that met the target.",
    unit: "days",
    beside: "Read with first-pass yield (M8): a quick answer is not necessarily a good one.",
  },
  M8: {
    id: "M8",
    name: "First-pass yield",
    definition:
      "Reviews approved at their first decision with no earlier change request, of all first decisions. Approvals with conditions are a separate class.",
    window: "Reviews first decided in the quarter. Imported reviews have no rounds and are left out.",
    shownAs: "Share with its 95 % interval (Wilson), and the share of each other class.",
    unit: "share",
    beside:
      "Read with findings per review (M3) and the escape rate (M5): reviews that pass immediately may have been checked too lightly.",
  },
  M9: {
    id: "M9",
    name: "Coverage",
    definition:
      "Eligible teams with an active guardian, of all eligible teams. A team is eligible within its eligibility dates, or if it has none. A team is high-risk if one of its services in use then is in the high tier today.",
    window: "As of the end of the quarter, or now while it runs.",
    shownAs:
      "Share of all such teams; a census, so there is no interval. High-risk teams without a guardian are listed.",
    unit: "share",
    beside: "Read with active, not nominal (M17): a team with a guardian only on paper is not covered.",
  },
  M10: {
    id: "M10",
    name: "Involvement",
    definition:
      "Decided reviews whose guardian, assigned and active at the first submission, took a substantive action before the first decision. Substantive actions: raising a finding as the review's guardian, answering one, requesting a waiver of a check result, or writing a threat model version with threats. The guardian must have imported or attached that version, and it must not have been part of an earlier review. Drafts, reviews decided without it and reviews cancelled before this review's decision do not count as earlier reviews. A finding that turned out not to be a finding counts for no one who raised it. Assigned but idle is shown separately where allowed. Imported reviews have no actions and are left out.",
    window: `${COHORT} Decided reviews only.`,
    shownAs:
      "Share of decided reviews with its 95 % interval (Wilson). The share of assigned but idle is hidden if fewer than five people contribute, for single teams, and for past days. Each review shows its guardian and their involvement to everyone who can read the review.",
    unit: "share",
    beside:
      "Measures credit, not effect. Whether guardians make reviews faster is a separate question, based on who was assigned.",
  },
  M11: {
    id: "M11",
    name: "Threat models by guardians",
    definition:
      "Threat models whose first version with a threat was written by a guardian, as stated at import, of all such first versions. Also the shares of engineers, of both together and of builders.",
    window: "First versions with a threat that arrived during the quarter.",
    shownAs: "Share with its 95 % interval (Wilson).",
    unit: "share",
    beside: "A quantity only: models are not scored yet, so no measure of their quality is shown.",
  },
  M12: {
    id: "M12",
    name: "Hours per guardian and month",
    definition:
      "Hours logged in active months, per such month, by guardians who log hours. A month counts once it is over, if they were active at any time in it. Next to it, the same for builders: team members who log hours in months in which they were not an active guardian, security engineer or program manager.",
    window: "Hours in the completed months of the quarter. Team organisations are as of today.",
    shownAs: `Mean and median per guardian, with the number who log hours and the number above 10 hours in a month; and the mean per builder. ${PEOPLE}`,
    unit: "hours per month",
    beside: `The hours of people who do not log are unknown. AWS has published ${PUBLISHED.hoursPerMonth} hours per guardian and month for its own program.`,
  },
  M13: {
    id: "M13",
    name: "Effort per review",
    definition:
      "Hours logged by anyone on a review, for reviews with at least one entry; and the hours of its guardian, its reviewer and others.",
    window: "Reviews first decided in the quarter. Team organisations are as of today.",
    shownAs: `Median with P25 and P75. ${PEOPLE}`,
    unit: "hours",
    beside: `Reviews without logged hours are left out, but their guardians and reviewers are among the people counted. AWS has published about ${PUBLISHED.hoursPerReview} hours per review for its own program.`,
  },
  M14: {
    id: "M14",
    name: "Training completion",
    definition:
      "People who hold all required, unexpired courses, of everyone who is active or gave consent more than 30 days ago. Optional courses: people with at least one.",
    window: "As of the end of the quarter, or now while it runs.",
    shownAs: `Share of all such people; a census, so there is no interval. ${PEOPLE} Also hidden if one to four people are past their training, because everyone can see that people in training lack a course.`,
    unit: "share",
    beside: "Read with active, not nominal (M17): completing a course is not yet an action.",
  },
  M15: {
    id: "M15",
    name: "New guardians trained",
    definition:
      "People who became active as guardians for the first time, which takes all required courses. Returning guardians are not new.",
    window: "Became active in the quarter.",
    shownAs: "Number of people.",
    unit: "people",
    beside: "Read with retention (M16): a program that loses as many guardians as it trains does not grow.",
  },
  M16: {
    id: "M16",
    name: "Retention",
    definition:
      "Guardians active at the start of the quarter who are active at its end. Guardians who left and returned by then, to any team, are retained. Paused guardians are a separate class. For guardians who left, the reasons they gave; “not said” in older records.",
    window: "From the start of the quarter to its end, or to now while it runs. Team organisations are as of today.",
    shownAs:
      "Share of all such guardians; a census, so there is no interval. Reasons are shown once the quarter is over and at least five people have left. Apart from people who visibly left the company, there must be none or at least five. Reasons are never shown for single teams or past days.",
    unit: "share",
    beside: "Read with hours per guardian and month (M12): overloaded guardians leave.",
  },
  M17: {
    id: "M17",
    name: "Active, not nominal",
    definition:
      "Guardians who acted, of all who were active from the start of the quarter to its end. Actions: writing a threat model version with threats and importing or attaching it themselves, raising a finding as the review's guardian, answering one, or requesting a waiver of a check result. A raised finding that turned out not to be a finding does not count.",
    window: "Actions in the quarter. Team organisations are as of today.",
    shownAs: `Share of all such guardians; a census, so there is no interval. ${PEOPLE}`,
    unit: "share",
    beside: "Read with training completion (M14).",
  },
  M18: {
    id: "M18",
    name: "Feedback given",
    definition:
      "Reviews with an engineer's rating of the guardian's input, of all decided reviews that involved a guardian (M10). Declined feedback does not count as given.",
    window: "Reviews first decided in the quarter. Team organisations are as of today.",
    shownAs: `Share of all such reviews; a census, so there is no interval. ${PEOPLE}`,
    unit: "share",
    beside: null,
  },
  M19: {
    id: "M19",
    name: "Policy checks passed first time",
    definition:
      "Reviews whose checks passed on the first revision, of all with a policy or a template; and the result of the last run before the first approval. Incomplete, error and not run are separate classes: none of them is a pass.",
    window: `${COHORT} Imported reviews have no documents and are left out.`,
    shownAs: "Share with its 95 % interval (Wilson), and the share of each class.",
    unit: "share",
    beside: "Read with the escape rate (M5): checks find only what they look for.",
  },
  M20: {
    id: "M20",
    name: "Time to release",
    definition:
      "Calendar time from the first submission to the day of the first launch, which stays if the review is reopened and launched again. Reviews not launched count as longer than their age, or than their age when rejected or ended. Late because of the review: the requested day, after submission, passed while the review was undecided and not launched, and more than half of its lead was the reviewer's turn. Rejected, cancelled and dropped changes do not launch late and are left out of this share.",
    window: `${COHORT} Imported reviews are excluded: a file that says when some were launched does not say that the others were not.`,
    shownAs:
      "Kaplan–Meier median with its 95 % interval and P90, the median slip against the requested day, and the share that was late because of the review.",
    unit: "days",
    beside: "Read with review lead time (M1): the rest of the time is outside the review.",
  },
  M22: {
    id: "M22",
    name: "Found early",
    definition:
      "Findings rated medium or higher found before submission or in review, of all such findings; and the share of each phase. The share before submission is shown only if any is recorded.",
    window: "Findings made in the quarter, by anyone.",
    shownAs: "Share with its 95 % interval (Wilson).",
    unit: "share",
    beside: "Read with the escape rate (M5): if no one reports findings after launch, everything seems found early.",
  },
  M23: {
    id: "M23",
    name: "Where the time goes",
    definition:
      "Time from a review's own submission to its first decision, by whose turn it was, by state, and by the reason given for a hold or a change request.",
    window: "Reviews first decided in the quarter. Imported reviews have no turns and are left out.",
    shownAs: "Mean days per review: means add up, medians do not.",
    unit: "days",
    beside: "Read with review lead time (M1), whose median shows how long one review takes.",
  },
});

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

/** Whether a metric is a value about people: shown only for enough of them, and only for today. */
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
