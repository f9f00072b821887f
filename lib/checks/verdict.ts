export const VERDICTS = ["pass", "fail", "incomplete", "error"] as const;
/** `incomplete` and `error` never pass a gate. */
export type Verdict = (typeof VERDICTS)[number];

export const CHECK_KINDS = [
  "no_new_access",
  "access_not_granted",
  "no_public_access",
  "readable",
  "validation",
  "external_access",
  "credentials",
  "unlisted",
] as const;
/**
 * `readable` checks that every submitted document could be read and every policy in it resolved. `unlisted` is not a
 * check: it is a line for results of which a run stores only the count.
 */
export type CheckKind = (typeof CHECK_KINDS)[number];

export const ANSWERERS = ["engine", "aws"] as const;
export type Answerer = (typeof ANSWERERS)[number];

/** fail over error over incomplete over pass: neither an error nor an incomplete check ever passes. */
export function overallVerdict(verdicts: readonly Verdict[]): Verdict {
  const worst = (["fail", "error", "incomplete"] as const).find((verdict) => verdicts.includes(verdict));
  return worst ?? "pass";
}
