import { m } from "#lib/member-name.ts";
export const BELTS = ["white", "yellow", "green", "black"] as const;
export type Belt = (typeof BELTS)[number];

/** The criteria of one belt; missing criteria are not required. Criteria are versioned data. */
export type BeltCriteria = {
  reviewsInvolved?: number;
  threatModelsAuthored?: number;
  medianRating?: number;
  requiredCourses?: string[];
  monthsActive?: number;
  peopleMentored?: number;
};

export type CriteriaByBelt = Record<Belt, BeltCriteria>;

/** The belts that require a course, if criteria exist. */
export function beltsAskingFor(code: string, criteria: CriteriaByBelt | undefined): Belt[] {
  return BELTS.filter((belt) => criteria?.[belt].requiredCourses?.includes(code));
}

/** A person's evidence for a belt, counted at one moment. */
export type BeltEvidence = {
  reviewsInvolved: number;
  threatModelsAuthored: number;
  /** Null without any rating. */
  medianRating: number | null;
  monthsActive: number;
  /** Codes of completed courses, not expired. */
  courses: readonly string[];
};

export const CRITERION_WORDS: Record<keyof BeltCriteria, string> = {
  reviewsInvolved: "Reviews involved in",
  threatModelsAuthored: "Threat models authored",
  medianRating: "Median rating by engineers",
  requiredCourses: "Required courses",
  monthsActive: "Months active",
  peopleMentored: "People mentored",
};

/** One criterion for a belt: required and actual value. `have` is null if nothing was counted. */
export type BeltItem = {
  criterion: keyof BeltCriteria;
  need: number;
  have: number | null;
  met: boolean;
  /** Codes of the courses still to do. */
  missingCourses: string[];
};

/** The progress to one belt, in a fixed order of criteria. Criteria not required are omitted. */
export function distance(evidence: BeltEvidence, criteria: BeltCriteria): BeltItem[] {
  const counted = {
    reviewsInvolved: evidence.reviewsInvolved,
    threatModelsAuthored: evidence.threatModelsAuthored,
    medianRating: evidence.medianRating,
    monthsActive: evidence.monthsActive,
    peopleMentored: null,
  };
  const items: BeltItem[] = [];
  for (const criterion of NUMBER_CRITERIA) {
    const need = criteria[criterion];
    if (need === undefined) continue;
    const have = counted[criterion];
    items.push({ criterion, need, have, met: have !== null && have >= need, missingCourses: [] });
  }
  const codes = criteria.requiredCourses ?? [];
  if (codes.length === 0) return items;
  const missingCourses = codes.filter((code) => !evidence.courses.includes(code));
  const have = codes.length - missingCourses.length;
  return [
    ...items,
    { criterion: "requiredCourses", need: codes.length, have, met: have === codes.length, missingCourses },
  ];
}

const NUMBER_CRITERIA = [
  "reviewsInvolved",
  "threatModelsAuthored",
  "medianRating",
  "monthsActive",
  "peopleMentored",
] as const satisfies readonly (keyof BeltCriteria)[];

/** The form shown: `met` is null for readers without access. */
type Item = Omit<BeltItem, "met"> & { met: boolean | null };

/** "Reviews involved in: 3 of 5", or the courses still to do. */
export function missingWords({ criterion, need, have, missingCourses }: Item): string {
  if (missingCourses.length > 0) return `${CRITERION_WORDS[criterion]}: ${missingCourses.join(", ")} not completed`;
  return `${CRITERION_WORDS[criterion]}: ${have ?? "none"} of ${need}`;
}

/** The next belt; the first for someone without a belt, null after the last. */
export function nextBelt(current: Belt | null): Belt | null {
  return BELTS[current === null ? 0 : BELTS.indexOf(current) + 1] ?? null;
}

export function highestBelt(held: readonly Belt[]): Belt | null {
  return BELTS.findLast((belt) => held.includes(belt)) ?? null;
}

const MONTH_MS = (365.25 / 12) * 86_400_000;

/** Whole months in the state active, from all lifecycle changes in time order. A month is 30.44 days. */
export function monthsActive(moves: readonly { to: string; at: Date }[], now: Date): number {
  let since: number | null = null;
  let total = 0;
  for (const { to, at } of moves) {
    if (to === "active") since ??= at.getTime();
    else if (since !== null) {
      total += at.getTime() - since;
      since = null;
    }
  }
  if (since !== null) total += Math.max(0, now.getTime() - since);
  return Math.floor(total / MONTH_MS);
}

export const BELT_WORDS: Record<Belt, string> = {
  white: "White belt",
  yellow: "Yellow belt",
  green: "Green belt",
  black: "Black belt",
};

export const NO_CRITERIA = "No belt criteria are published yet. Publish them first.";

type Candidate = {
  name: string;
  /** Whether the person is currently a guardian. */
  isActive: boolean;
  next: Belt | null;
  /** The progress to the next belt; null if no criteria are published. */
  way: readonly Item[] | null;
};

/** Why this belt cannot be awarded to this person now; null if it can. */
export function awardRefusal({ name, isActive, next, way }: Candidate, belt: Belt | null): string | null {
  if (!isActive) return m`${name} is not an active guardian. Only active guardians can receive belts.`;
  if (next === null) return `${name} already holds every belt.`;
  if (belt !== next) return `The next belt of ${name} is the ${BELT_WORDS[next].toLowerCase()}.`;
  if (way === null) return NO_CRITERIA;
  const missing = way.filter(({ met }) => !met).map(missingWords);
  if (missing.length === 0) return null;
  return `${name} has not reached the ${BELT_WORDS[belt].toLowerCase()}. ${missing.join("; ")}.`;
}

/** Starting criteria for a program. Each program adds its own courses. */
export const DEFAULT_CRITERIA: CriteriaByBelt = {
  white: { reviewsInvolved: 1 },
  yellow: { reviewsInvolved: 5, threatModelsAuthored: 1, monthsActive: 3 },
  green: { reviewsInvolved: 15, threatModelsAuthored: 3, medianRating: 2, monthsActive: 9 },
  black: { reviewsInvolved: 40, threatModelsAuthored: 8, medianRating: 2.5, monthsActive: 18 },
};

/** The possible roles of a person in a review, as listed on their page. */
export const REVIEW_ACTS = ["model", "finding", "result", "assigned", "requested", "reviewed"] as const;
export type ReviewAct = (typeof REVIEW_ACTS)[number];
