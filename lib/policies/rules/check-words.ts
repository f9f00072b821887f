import type { Analyzer } from "#lib/checks/profile.ts";
import type { CheckKind } from "#lib/checks/verdict.ts";
import type { FindingType } from "#lib/iam/index.ts";
import { capital } from "#lib/words.ts";

export { policyKindWords } from "#lib/checks/policy-type.ts";

export const CHECK_WORDS: Record<CheckKind, string> = {
  no_new_access: "New access",
  access_not_granted: "Sensitive access",
  no_public_access: "Public access",
  readable: "Readable",
  validation: "Policy validation",
  external_access: "External principals",
  credentials: "Access keys",
  unlisted: "Results not listed",
};

export const ANALYZER_WORDS: Record<Analyzer, string> = {
  engine: "the built-in engine",
  aws: "AWS IAM Access Analyzer",
  both: "the built-in engine and AWS IAM Access Analyzer",
};

export const LEVEL_WORDS: Record<FindingType, string> = {
  ERROR: "Errors",
  SECURITY_WARNING: "Security warnings",
  WARNING: "Warnings",
  SUGGESTION: "Suggestions",
};

/** Features neither analyzer models; they may narrow what a policy grants, never widen it. */
export const NOT_MODELLED = [
  "service control policies and resource control policies",
  "permissions boundaries and session policies",
  "S3 Block Public Access",
] as const;

/** The engine's words as a sentence, without the full stop. */
export function sentenceCase(words: string): string {
  return capital(words).replace(/\.$/, "");
}
