/** The most characters of what people type: one home for what a schema refuses above and a form's control stops at. */

/** An address of a page, and the name of a link to it. */
export const LINK_LENGTHS = { url: 2_000, label: 80 } as const;

/** The name of a review, such as REV-12, with room for a space. */
export const REF_LENGTH = 14;

/** The name of a file: of a document, of a threat model, of past reviews. */
export const FILE_NAME_LENGTH = 200;

/** What a file holds, with room for the largest: who reads it counts its bytes and says so in words. */
export const FILE_LENGTH = 6 * 1024 * 1024;

const MEGABYTE = 1024 * 1024;

/** The most bytes of a file, by what it holds: `megabytes` says them. */
export const FILE_BYTES = {
  policy: MEGABYTE,
  template: 5 * MEGABYTE,
  threatModel: 5 * MEGABYTE,
  pastReviews: 10 * MEGABYTE,
} as const;

/** The most rows of a file of past reviews. */
export const MOST_PAST_REVIEWS = 100_000;

/** A size as people read it: "5 MB", "1.2 MB". */
export function megabytes(bytes: number): string {
  return `${Number.isInteger(bytes / MEGABYTE) ? bytes / MEGABYTE : (bytes / MEGABYTE).toFixed(1)} MB`;
}

/** What is looked for. */
export const SEARCH_LENGTH = 100;

export const ACTIVITY_LENGTHS = { note: 500 } as const;

export const BELT_LENGTHS = { note: 1_000, reason: 500 } as const;

export const FINDING_LENGTHS = { title: 160, description: 10_000, answer: 10_000, reason: 500 } as const;

export const GUARDIAN_LENGTHS = { rationale: 5_000, reason: 500 } as const;

export const LETTER_LENGTHS = { sentence: 500 } as const;

export const PERSON_LENGTHS = { name: 80, email: 254, subject: 255 } as const;

/** `rule`: the name of a rule of a check profile. An account id has just so many digits. */
export const PROFILE_LENGTHS = { name: 80, description: 2_000, rule: 80, account: 12 } as const;

export const PROGRAM_LENGTHS = {
  name: 80,
  vision: 2_000,
  mission: 2_000,
  sponsor: 80,
  timeZone: 100,
} as const;

export const GOAL_LENGTHS = { businessGoal: 200, outcome: 200, reason: 500 } as const;

/** `said`: by who attended. */
export const PROGRAM_REVIEW_LENGTHS = { said: 1_000, decision: 500, reason: 500 } as const;

/** `title`: as long as an import may bring it. `comment`: also what is asked with changes, and its answer. `note`: how a condition is kept. */
export const REVIEW_LENGTHS = {
  title: 200,
  summary: 5_000,
  conflict: 1_000,
  comment: 10_000,
  condition: 500,
  note: 2_000,
  feedback: 500,
  reason: 2_000,
} as const;

export const TEAM_LENGTHS = { name: 80 } as const;

export const SERVICE_LENGTHS = { name: 80, description: 2_000 } as const;

export const COURSE_LENGTHS = { code: 20, title: 120, description: 2_000, evidence: 500 } as const;

/** How many documents a review holds at a time. */
export const MOST_DOCUMENTS = 50;
