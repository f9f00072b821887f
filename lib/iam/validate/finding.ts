import type { Span } from "../language/index.ts";

export type FindingType = "ERROR" | "SECURITY_WARNING" | "WARNING" | "SUGGESTION";

/** A step into the document: an array item, a key itself, the value of a key, or a range of a string's value. */
export type PathElement =
  | { index: number }
  | { key: string }
  | { value: string }
  | { substring: { start: number; length: number } };

export type Location = { path: PathElement[]; span: Span };

/** The format of AWS's ValidatePolicy answer. */
export type Finding = {
  findingType: FindingType;
  issueCode: string;
  findingDetails: string;
  learnMoreLink: string;
  locations: Location[];
};

const PAGE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html";

const KINDS: Record<FindingType, string> = {
  ERROR: "error",
  SECURITY_WARNING: "security-warning",
  WARNING: "general-warning",
  SUGGESTION: "suggestion",
};

/** The section of the IAM User Guide about a code. */
export function learnMoreLink(type: FindingType, code: string): string {
  const slug = code.toLowerCase().replaceAll("_", "-");
  return `${PAGE}#access-analyzer-reference-policy-checks-${KINDS[type]}-${slug}`;
}
