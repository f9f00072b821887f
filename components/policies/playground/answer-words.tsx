import type { Verdict } from "#lib/checks/verdict.ts";
import { ANALYZER_WORDS } from "#lib/policies/rules/check-words.ts";
import type { StoredResult } from "#lib/policies/rules/run-view.ts";

const SAYS: Record<Verdict, string> = {
  pass: "passes it",
  fail: "fails it",
  incomplete: "could not decide it",
  error: "gave no answer",
};

/** Who gave an answer, and the other analyzer's answer. Empty when only the engine was used. */
export function AnswerWords({ result }: { result: Pick<StoredResult, "answeredBy" | "otherAnswer"> }) {
  const { answeredBy = "engine", otherAnswer } = result;
  if (!otherAnswer && answeredBy === "engine") return null;
  const other = otherAnswer ? `; ${ANALYZER_WORDS[otherAnswer.analyzer]} ${SAYS[otherAnswer.verdict]}` : "";
  const why = otherAnswer && otherAnswer.verdict !== "pass" ? `: ${otherAnswer.message}` : ".";
  return (
    <p className="dimmed">
      Answered by {ANALYZER_WORDS[answeredBy]}
      {other}
      {otherAnswer ? why : "."}
    </p>
  );
}
