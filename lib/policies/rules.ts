import type { Reason } from "#lib/iam/index.ts";

export const RUN_STATES = ["queued", "running", "finished", "error"] as const;
export type RunState = (typeof RUN_STATES)[number];

export const VERDICTS = ["pass", "fail", "incomplete", "error"] as const;
/** `incomplete` and `error` never meet a gate. */
export type Verdict = (typeof VERDICTS)[number];

export const CHECK_KINDS = ["no_new_access", "access_not_granted", "no_public_access", "readable"] as const;
/** `readable` is the check that every submitted document could be read and every policy in it resolved. */
export type CheckKind = (typeof CHECK_KINDS)[number];

export const CHECK_WORDS: Record<CheckKind, string> = {
  no_new_access: "No new access",
  access_not_granted: "Access not granted",
  no_public_access: "No public access",
  readable: "Readable",
};

export const POLICY_KIND_WORDS = {
  identity: "identity policy",
  trust: "trust policy",
  resource: "resource policy",
} as const;

export const ANALYZERS = ["engine", "aws"] as const;
export type Analyzer = (typeof ANALYZERS)[number];

/** Grows when the same documents may get another answer than before, so that old answers are not used again. */
export const EVALUATION = 2;

export const ANALYZER_WORDS: Record<Analyzer, string> = {
  engine: "the built-in engine",
  aws: "AWS IAM Access Analyzer",
};

/** Access that no policy may grant: one of the actions on one of the resources. An empty list means any. */
export type SensitiveAccess = { name: string; actions: string[]; resources: string[] };

/**
 * A check profile as data. Policies are IAM policy documents as JSON text; the references of one kind count as one
 * policy. `acceptedManagedPolicies` are ARNs that may be attached although their text is not in the document.
 */
export type ProfileDefinition = {
  references: { identity: string[]; resource: string[] };
  sensitive: SensitiveAccess[];
  publicAccess: boolean;
  acceptedManagedPolicies: string[];
};

/** A reason of the analyzer, with the named rule of the profile that it answers to, if there is one. */
export type ResultReason = Reason & { rule?: string };

/** fail over error over incomplete over pass: neither an error nor an incomplete check ever passes. */
export function overallVerdict(verdicts: readonly Verdict[]): Verdict {
  const worst = (["fail", "error", "incomplete"] as const).find((verdict) => verdicts.includes(verdict));
  return worst ?? "pass";
}

/** What neither analyzer models: it may narrow what a policy grants, never widen it. */
export const NOT_MODELLED = [
  "service control policies and resource control policies",
  "permissions boundaries and session policies",
  "S3 Block Public Access",
] as const;
