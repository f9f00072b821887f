import type { Answerer, Verdict } from "#lib/checks/verdict.ts";
import type { Reason } from "#lib/iam/index.ts";

/** What the analyzer said whose answer does not count, where two were asked. */
export type OtherAnswer = { analyzer: Answerer; verdict: Verdict; message: string };

/**
 * What a check says about one place: a statement, or another part of the document where `statementIndex` is null. `rule`
 * names the rule of the profile or the code that it answers to; `level` marks what is said and does not block;
 * `fingerprint` is its identity across runs, absent where nobody can accept it because its content was not seen. `unlisted`: how many
 * results it stands for that are not kept, and the SHA-256 of what they are.
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
