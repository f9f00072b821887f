import type { Analyzer } from "#lib/checks/profile.ts";
import type { Answerer, CheckKind, Verdict } from "#lib/checks/verdict.ts";
import type { FindingType, Reason } from "#lib/iam/index.ts";

export const RUN_STATES = ["queued", "running", "finished", "error"] as const;
export type RunState = (typeof RUN_STATES)[number];

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

/** Grows when the same documents may get another answer than before, so that old answers are not used again. */
export const EVALUATION = 6;

export const ANALYZER_WORDS: Record<Analyzer, string> = {
  engine: "the built-in engine",
  aws: "AWS IAM Access Analyzer",
  both: "the built-in engine and AWS IAM Access Analyzer",
};

/** What the analyzer said whose answer does not count, where two were asked. */
export type OtherAnswer = { analyzer: Answerer; verdict: Verdict; message: string };

export const LEVEL_WORDS: Record<FindingType, string> = {
  ERROR: "Errors",
  SECURITY_WARNING: "Security warnings",
  WARNING: "Warnings",
  SUGGESTION: "Suggestions",
};

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

/** What neither analyzer models: it may narrow what a policy grants, never widen it. */
export const NOT_MODELLED = [
  "service control policies and resource control policies",
  "permissions boundaries and session policies",
  "S3 Block Public Access",
] as const;
