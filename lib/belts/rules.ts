export const BELTS = ["white", "yellow", "green", "black"] as const;
export type Belt = (typeof BELTS)[number];

/** What one belt asks for. A missing item is not asked for. Criteria are versioned data. */
export type BeltCriteria = {
  reviewsInvolved?: number;
  threatModelsAuthored?: number;
  medianRating?: number;
  requiredCourses?: string[];
  monthsActive?: number;
  peopleMentored?: number;
};

export type CriteriaByBelt = Record<Belt, BeltCriteria>;

/** The belts that ask for the course of a code, where there are criteria. */
export function beltsAskingFor(code: string, criteria: CriteriaByBelt | undefined): Belt[] {
  return BELTS.filter((belt) => criteria?.[belt].requiredCourses?.includes(code));
}

/** What a person has to show for a belt, counted at one moment. */
export type BeltEvidence = {
  reviewsInvolved: number;
  threatModelsAuthored: number;
  /** Null without any rating. */
  medianRating: number | null;
  monthsActive: number;
  /** Codes of the courses held, not expired. */
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

/** One item of the way to a belt: what is asked, what is there. `have` is null where nothing was counted. */
export type BeltItem = {
  criterion: keyof BeltCriteria;
  need: number;
  have: number | null;
  met: boolean;
  /** Codes of the courses still to do. */
  missingCourses: string[];
};

/** The way to one belt, item by item, in a fixed order. What the criteria do not ask for is no item. */
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

/** As it is shown: `met` is null where this is not for everybody to know. */
type Item = Omit<BeltItem, "met"> & { met: boolean | null };

/** "Reviews involved in: 3 of 5", or the courses still to do. */
export function missingWords({ criterion, need, have, missingCourses }: Item): string {
  if (missingCourses.length > 0) return `${CRITERION_WORDS[criterion]}: ${missingCourses.join(", ")} still to do`;
  return `${CRITERION_WORDS[criterion]}: ${have ?? "none"} of ${need}`;
}

/** The belt after this one; the first for someone without a belt, null after the last. */
export function nextBelt(current: Belt | null): Belt | null {
  return BELTS[current === null ? 0 : BELTS.indexOf(current) + 1] ?? null;
}

/** The highest of the belts held, or null. */
export function highestBelt(held: readonly Belt[]): Belt | null {
  return BELTS.findLast((belt) => held.includes(belt)) ?? null;
}

const MONTH_MS = (365.25 / 12) * 86_400_000;

/** Whole months spent in the state active, from every move of the lifecycle in order of time. A month is 30.44 days. */
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
  /** A guardian now. */
  isActive: boolean;
  next: Belt | null;
  /** The way to the next belt; null while no criteria are published. */
  way: readonly Item[] | null;
};

/** Why this belt is not awarded to this person now; null where it is. */
export function awardRefusal({ name, isActive, next, way }: Candidate, belt: Belt | null): string | null {
  if (!isActive) return `${name} is not an active guardian: belts are awarded to active guardians.`;
  if (next === null) return `${name} holds every belt already.`;
  if (belt !== next) return `The next belt of ${name} is the ${BELT_WORDS[next].toLowerCase()}.`;
  if (way === null) return NO_CRITERIA;
  const missing = way.filter(({ met }) => !met).map(missingWords);
  if (missing.length === 0) return null;
  return `${name} has not reached the ${BELT_WORDS[belt].toLowerCase()}. ${missing.join("; ")}.`;
}

/** A start for a program's own criteria. Courses are the program's own and are added by it. */
export const DEFAULT_CRITERIA: CriteriaByBelt = {
  white: { reviewsInvolved: 1 },
  yellow: { reviewsInvolved: 5, threatModelsAuthored: 1, monthsActive: 3 },
  green: { reviewsInvolved: 15, threatModelsAuthored: 3, medianRating: 2, monthsActive: 9 },
  black: { reviewsInvolved: 40, threatModelsAuthored: 8, medianRating: 2.5, monthsActive: 18 },
};

/** What a person can have done in a review, as their page lists it. */
export const REVIEW_ACTS = ["model", "finding", "result", "assigned", "requested", "reviewed"] as const;
export type ReviewAct = (typeof REVIEW_ACTS)[number];
