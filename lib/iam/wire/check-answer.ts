import type { CheckResult } from "../checks/index.ts";

/**
 * A verdict as sent over the wire. UNKNOWN becomes FAIL with its cause in words, because an error would make clients
 * retry for minutes, and a PASS would be wrong.
 */
export function checkAnswer({ verdict, message, reasons, cause }: CheckResult): object {
  if (verdict === "PASS") return { result: "PASS", message };
  const listed = reasons.map(({ description, statementIndex, statementId }) => ({
    description,
    statementIndex,
    ...(statementId === undefined ? {} : { statementId }),
  }));
  if (cause === undefined) return { result: "FAIL", message, reasons: listed };
  return {
    result: "FAIL",
    message: `${message.replace(/\.$/, "")}: ${cause}.`,
    reasons: listed.length > 0 ? listed : [{ description: `Inconclusive: ${cause}.` }],
  };
}
