import type { Statement } from "../language/index.ts";
import { describeWitness } from "../prove/index.ts";
import type { Finding } from "./new-access.ts";
import type { CheckResult, Reason } from "./result.ts";

/** The words of a check: AWS's own for its two answers, ours where there is no answer. */
export type Words = { pass: string; fail: string; unknown: string; reason: string };

function place(statement: Statement): string {
  return statement.sid ? `with sid: ${statement.sid}` : `with index: ${statement.index}`;
}

function reasonOf(finding: Finding, words: Words): Reason[] {
  if (finding.outcome === "covered") return [];
  const { statement } = finding;
  const base = {
    statementIndex: statement.index,
    ...(statement.sid ? { statementId: statement.sid } : {}),
    span: statement.span,
  };
  if (finding.outcome === "undecided") {
    return [{ description: `Not decided in the statement ${place(statement)}: ${finding.cause}.`, ...base }];
  }
  const { witness } = finding;
  const description = `${words.reason} ${place(statement)}.`;
  return [{ description, ...base, witness, sentence: describeWitness(witness) }];
}

/**
 * FAIL as soon as one request shows access; UNKNOWN where none does but a statement stayed open; else PASS. Statements that
 * stayed open are named beside those that fail.
 */
export function checkResult(findings: Finding[], words: Words): CheckResult {
  const reasons = (outcome: Finding["outcome"]) =>
    findings.flatMap((finding) => (finding.outcome === outcome ? reasonOf(finding, words) : []));
  const shown = reasons("shown");
  if (shown.length > 0) return { verdict: "FAIL", message: words.fail, reasons: [...shown, ...reasons("undecided")] };
  const open = findings.find((finding) => finding.outcome === "undecided");
  if (open?.outcome !== "undecided") return { verdict: "PASS", message: words.pass, reasons: [] };
  return { verdict: "UNKNOWN", message: words.unknown, reasons: reasons("undecided"), cause: open.cause };
}

export function unknownResult(message: string, cause: string): CheckResult {
  return { verdict: "UNKNOWN", message, reasons: [], cause };
}
