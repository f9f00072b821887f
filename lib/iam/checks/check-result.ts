import type { Statement } from "../language/index.ts";
import { describeWitness } from "../prove/index.ts";
import type { StatementResult } from "./new-access.ts";
import type { CheckResult, Reason } from "./result.ts";

/** The wording of a check: AWS's own for its two answers, ours for no answer. */
export type Words = { pass: string; fail: string; unknown: string; reason: string };

function place(statement: Statement): string {
  return statement.sid ? `with sid: ${statement.sid}` : `with index: ${statement.index}`;
}

function reasonOf(result: StatementResult, words: Words): Reason[] {
  if (result.outcome === "covered") return [];
  const { statement } = result;
  const base = {
    statementIndex: statement.index,
    ...(statement.sid ? { statementId: statement.sid } : {}),
    span: statement.span,
  };
  if (result.outcome === "undecided") {
    return [{ description: `Inconclusive in the statement ${place(statement)}: ${result.cause}.`, ...base }];
  }
  const { witness } = result;
  const description = `${words.reason} ${place(statement)}.`;
  return [{ description, ...base, witness, sentence: describeWitness(witness) }];
}

/**
 * FAIL as soon as one request shows access; UNKNOWN if none does but a statement stayed open; otherwise PASS. Open
 * statements are listed with those that fail.
 */
export function checkResult(results: StatementResult[], words: Words): CheckResult {
  const reasons = (outcome: StatementResult["outcome"]) =>
    results.flatMap((result) => (result.outcome === outcome ? reasonOf(result, words) : []));
  const shown = reasons("shown");
  if (shown.length > 0) return { verdict: "FAIL", message: words.fail, reasons: [...shown, ...reasons("undecided")] };
  const open = results.find((result) => result.outcome === "undecided");
  if (open?.outcome !== "undecided") return { verdict: "PASS", message: words.pass, reasons: [] };
  return { verdict: "UNKNOWN", message: words.unknown, reasons: reasons("undecided"), cause: open.cause };
}

export function unknownResult(message: string, cause: string): CheckResult {
  return { verdict: "UNKNOWN", message, reasons: [], cause };
}
