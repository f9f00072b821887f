import type { Answerer, Verdict } from "#lib/checks/verdict.ts";
import type { Reason } from "#lib/iam/index.ts";

/** The other analyzer's answer, which does not count, if two were asked. */
export type OtherAnswer = { analyzer: Answerer; verdict: Verdict; message: string };

/**
 * What a check says about one place: a statement, or another part of the document if `statementIndex` is null. `rule`
 * names the profile rule or code; `level` marks non-blocking messages; `fingerprint` is its identity across runs,
 * absent if nobody can accept it because its content was not seen. `unlisted`: how many discarded results it
 * represents, and the SHA-256 of their content.
 */
export type ResultReason = Omit<Reason, "statementIndex"> & {
  statementIndex: number | null;
  rule?: string;
  level?: "warning" | "suggestion";
  remedy?: string;
  learnMore?: string;
  fingerprint?: string;
  unlisted?: { count: number; digest: string };
};
