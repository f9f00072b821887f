export const METRIC_IDS = ["M1", "M2", "M3", "M5", "M6", "M10", "M14"] as const;
export type MetricId = (typeof METRIC_IDS)[number];

/** What stands beside every number, on screens, in letters and in the API. */
export interface MetricDefinition {
  id: MetricId;
  name: string;
  definition: string;
  window: string;
  shownAs: string;
  unit: "days" | "share less" | "findings per review" | "escapes per approval" | "reviews" | "share";
  /** What the number can hide, and the number that would show it; null where nothing has to stand beside it. */
  beside: string | null;
}

const COHORT = "Reviews first submitted in the quarter, in the program's time zone, as known at the as-of time.";

const DEFINITIONS: Record<MetricId, MetricDefinition> = {
  M1: {
    id: "M1",
    name: "Review lead time",
    definition:
      "Calendar time from the first submit to the first decision, never paused. Open reviews count as longer than their age at the as-of time, cancelled ones as longer than their age when cancelled. A review linked to a rejected one keeps its first submit.",
    window: COHORT,
    shownAs:
      "Kaplan–Meier median, P25, P75 and P90. A quantile with fewer than 5 reviews at risk is hidden; “not reached” where the curve stays above it.",
    unit: "days",
    beside:
      "Stands beside the escape rate (M5) and bypass (M24): fast reviews must not miss findings or be walked around. The share of cancelled reviews is shown.",
  },
  M2: {
    id: "M2",
    name: "Speed with a guardian",
    definition:
      "One minus the median lead time of reviews whose guardian was assigned and active at the first submit, divided by that of the others, which are weighted to the same mix of tiers and types: guardians are given the harder changes. Kinds of change that only one of the two has are left out, and their share is shown. Beside it the same of findings per review. A median that is not reached counts as without end.",
    window:
      "Reviews of teams first submitted in the four quarters up to this one, of the whole program, as known when the day began.",
    shownAs:
      "With a 95 % interval from 2,000 seeded draws of whole teams, each with all its reviews. Shown from 20 reviews and 10 teams on either side; claimed only where the interval leaves out 0, else “no difference shown” with the smallest difference that would be seen four times in five.",
    unit: "share less",
    beside:
      "Stands beside the escape rate (M5) and assigned but idle (M10): who was assigned need not have acted. AWS has published 26.9 % faster reviews and 22.5 % fewer findings of its own program.",
  },
  M3: {
    id: "M3",
    name: "Findings per review",
    definition:
      "Findings rated medium or higher (the higher of the first rating and the rating at decision) by engineers, per review. Findings by guardians and tools are shown apart. Invalid findings, duplicates among them, are left out, and so are those made after the approval. Imported reviews count the number their file states.",
    window: COHORT,
    shownAs:
      "Rate per review, with the share of reviews that have at least one and its 95 % interval (Wilson). Rates with and without a guardian are not shown: guardians are given the harder changes.",
    unit: "findings per review",
    beside: "Stands beside the escape rate (M5): fewer findings in review are good only if no more are found after it.",
  },
  M5: {
    id: "M5",
    name: "Escape rate",
    definition:
      "Findings rated medium or higher that were recorded within 90 days after an approval, per approval. Invalid ones are left out; a finding counts to the last approval before it.",
    window: "Approvals given in the quarter whose 90 days had passed at the as-of time.",
    shownAs: "Escapes per approval with both counts; “no feed” where nobody has ever recorded an escape.",
    unit: "escapes per approval",
    beside: null,
  },
  M6: {
    id: "M6",
    name: "Backlog",
    definition: "Open reviews, by their age since the first submit, by state and by whose turn it is.",
    window: "Now, whatever quarter is picked.",
    shownAs: "Count, median age, P90 age and oldest; buckets of 0–7, 8–14, 15–30 and 31+ days.",
    unit: "reviews",
    beside: null,
  },
  M10: {
    id: "M10",
    name: "Involvement",
    definition:
      "Decided reviews whose guardian, assigned and active at the first submit, did a substantive act before the first decision: wrote a version of the attached threat model, raised or answered a finding, or asked to waive a result of the checks. Assigned but idle is shown apart. Imported reviews carry no acts and are left out.",
    window: `${COHORT} Only decided ones.`,
    shownAs: "Share of the decided reviews with its 95 % interval (Wilson).",
    unit: "share",
    beside:
      "Counts credit, not effect: whether guardians make reviews faster is another question, and goes by who was assigned.",
  },
  M14: {
    id: "M14",
    name: "Training completion",
    definition:
      "People who hold all required, unexpired courses, of all who gave consent more than 30 days ago or are active. Optional courses: those with at least one.",
    window: "As of the end of the quarter, or now while it runs.",
    shownAs: "Share of all such people; a census, so without an interval.",
    unit: "share",
    beside: "Guarded by active, not nominal (M17), which is not measured here: a completed course is not yet an act.",
  },
};

/** The definition of one metric. Source: the program's definitions of its metrics. */
export function metricDefinition(id: MetricId): MetricDefinition {
  return DEFINITIONS[id];
}

/** All metrics that are computed, in the order of their numbers. */
export const METRIC_DEFINITIONS: readonly MetricDefinition[] = Object.values(DEFINITIONS);
