/** Maximum characters of user input, shared by schemas, which refuse more, and form controls, which stop there. */

/** The URL of a link and its label. */
export const LINK_LENGTHS = { url: 2_000, label: 80 } as const;

/** A review's name, such as REV-12, with room for a space. */
export const REF_LENGTH = 14;

/** The name of a file with a document, a threat model or past reviews. */
export const FILE_NAME_LENGTH = 200;

/** File content, with room for the largest. The reader counts its bytes and reports the limit in words. */
export const FILE_LENGTH = 6 * 1024 * 1024;

const MEGABYTE = 1024 * 1024;

/** Maximum bytes of a file, by content; `megabytes` puts them in words. */
export const FILE_BYTES = {
  policy: MEGABYTE,
  template: 5 * MEGABYTE,
  threatModel: 5 * MEGABYTE,
  pastReviews: 10 * MEGABYTE,
} as const;

/** Maximum rows in a file of past reviews. */
export const MOST_PAST_REVIEWS = 100_000;

/** A readable size: "5 MB", "1.2 MB". */
export function megabytes(bytes: number): string {
  return `${Number.isInteger(bytes / MEGABYTE) ? bytes / MEGABYTE : (bytes / MEGABYTE).toFixed(1)} MB`;
}

/** Search text. */
export const SEARCH_LENGTH = 100;

export const ACTIVITY_LENGTHS = { note: 500 } as const;

export const BELT_LENGTHS = { note: 1_000, reason: 500 } as const;

export const FINDING_LENGTHS = { title: 160, description: 10_000, answer: 10_000, reason: 500 } as const;

export const GUARDIAN_LENGTHS = { rationale: 5_000, reason: 500 } as const;

export const LETTER_LENGTHS = { sentence: 500 } as const;

export const PERSON_LENGTHS = { name: 80, email: 254, subject: 255 } as const;

/** `rule`: the name of a check profile's rule. `account`: the exact number of digits in an account id. */
export const PROFILE_LENGTHS = { name: 80, description: 2_000, rule: 80, account: 12 } as const;

export const PROGRAM_LENGTHS = {
  name: 80,
  vision: 2_000,
  mission: 2_000,
  sponsor: 80,
  timeZone: 100,
} as const;

export const GOAL_LENGTHS = { businessGoal: 200, outcome: 200, reason: 500 } as const;

/** `said`: words of an attendee. */
export const PROGRAM_REVIEW_LENGTHS = { said: 1_000, decision: 500, reason: 500 } as const;

/**
 * `title`: as long as an import may have. `comment`: also requested changes and their answer. `note`: how a condition
 * is met.
 */
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

/** Maximum documents attached to a review. */
export const MOST_DOCUMENTS = 50;
