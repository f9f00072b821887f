import type { CheckResult } from "../checks/index.ts";

/**
 * A verdict as it goes over the wire. UNKNOWN is FAIL with its cause in words: an error would make clients ask again for
 * minutes, and a PASS would be a lie.
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
    reasons: listed.length > 0 ? listed : [{ description: `Not decided: ${cause}.` }],
  };
}
