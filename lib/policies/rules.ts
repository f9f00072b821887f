import type { FindingType, Reason } from "#lib/iam/index.ts";

export const RUN_STATES = ["queued", "running", "finished", "error"] as const;
export type RunState = (typeof RUN_STATES)[number];

export const VERDICTS = ["pass", "fail", "incomplete", "error"] as const;
/** `incomplete` and `error` never meet a gate. */
export type Verdict = (typeof VERDICTS)[number];

export const CHECK_KINDS = [
  "no_new_access",
  "access_not_granted",
  "no_public_access",
  "readable",
  "validation",
  "external_access",
  "credentials",
] as const;
/** `readable` is the check that every submitted document could be read and every policy in it resolved. */
export type CheckKind = (typeof CHECK_KINDS)[number];

export const CHECK_WORDS: Record<CheckKind, string> = {
  no_new_access: "No new access",
  access_not_granted: "Access not granted",
  no_public_access: "No public access",
  readable: "Readable",
  validation: "Valid policy",
  external_access: "No external principals",
  credentials: "No access keys",
};

export const POLICY_KIND_WORDS = {
  identity: "identity policy",
  trust: "trust policy",
  resource: "resource policy",
} as const;

export const ANSWERERS = ["engine", "aws"] as const;
/** Who gives an answer. */
export type Answerer = (typeof ANSWERERS)[number];

export const ANALYZERS = [...ANSWERERS, "both"] as const;
/** Who is asked. Of two answers the stricter one counts. */
export type Analyzer = (typeof ANALYZERS)[number];

/** Grows when the same documents may get another answer than before, so that old answers are not used again. */
export const EVALUATION = 3;

export const ANALYZER_WORDS: Record<Analyzer, string> = {
  engine: "the built-in engine",
  aws: "AWS IAM Access Analyzer",
  both: "the built-in engine and AWS IAM Access Analyzer",
};

/** What the analyzer said whose answer does not count, where two were asked. */
export type OtherAnswer = { analyzer: Answerer; verdict: Verdict; message: string };

/** Access that no policy may grant: one of the actions on one of the resources. An empty list means any. */
export type SensitiveAccess = { name: string; actions: string[]; resources: string[] };

export const VALIDATION_LEVELS = [
  "ERROR",
  "SECURITY_WARNING",
  "WARNING",
  "SUGGESTION",
] as const satisfies FindingType[];

export const LEVEL_WORDS: Record<FindingType, string> = {
  ERROR: "Errors",
  SECURITY_WARNING: "Security warnings",
  WARNING: "Warnings",
  SUGGESTION: "Suggestions",
};

/**
 * A check profile as data. Policies are IAM policy documents as JSON text; the references of one kind count as one
 * policy. `acceptedManagedPolicies` are ARNs that may be attached although their text is not in the document. Whoever is
 * neither in `account` nor in `trustedPrincipals` is external; without an account the own one is DEFAULT_ACCOUNT.
 */
export type ProfileDefinition = {
  references: { identity: string[]; resource: string[] };
  sensitive: SensitiveAccess[];
  publicAccess: boolean;
  acceptedManagedPolicies: string[];
  validation: { block: FindingType[] };
  credentials: boolean;
  account: string | null;
  trustedPrincipals: string[];
  analyzer: Analyzer;
};

/** The account that templates are read for where nobody says another. */
export const DEFAULT_ACCOUNT = "111122223333";

export const DEFINITION_DEFAULTS = {
  validation: { block: ["ERROR", "SECURITY_WARNING"] },
  credentials: true,
  account: null,
  trustedPrincipals: [],
  analyzer: "engine",
} satisfies Partial<ProfileDefinition>;

/** As a version holds it that was published before some of the parts were known. */
export type StoredDefinition = Omit<ProfileDefinition, keyof typeof DEFINITION_DEFAULTS> & Partial<ProfileDefinition>;

export function completeDefinition(stored: StoredDefinition): ProfileDefinition {
  return { ...DEFINITION_DEFAULTS, ...stored };
}

/**
 * What a check says about one place: a statement, or another part of the document where `statementIndex` is null. `rule`
 * names the rule of the profile or the code that it answers to; `level` marks what is said and does not block;
 * `fingerprint` is its identity across runs, absent where nobody can accept it because its content was not seen.
 */
export type ResultReason = Omit<Reason, "statementIndex"> & {
  statementIndex: number | null;
  rule?: string;
  level?: "warning" | "suggestion";
  remedy?: string;
  learnMore?: string;
  fingerprint?: string;
};

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
