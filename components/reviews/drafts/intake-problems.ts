import type { FieldProblem } from "#lib/errors.ts";
import { type Intake, missingFromIntake, RISK_QUESTIONS } from "#lib/intake/rules/intake.ts";
import type { Problem } from "#lib/web/problem.ts";
import { counted } from "#lib/words.ts";

const ASKED: readonly string[] = ["dataClass", "dataHandling", ...RISK_QUESTIONS];

/** What is wrong with the answer to one question, for the place where it is asked. */
export function messageAt(problems: readonly FieldProblem[], question: string): string | undefined {
  return problems.find((problem) => questionOf(problem) === question)?.message;
}

/** What a refusal says beside the form: what stands at a question is counted here, and is over once each is answered. */
export function besideIntake(problem: Problem | null, intake: Intake): Problem | null {
  const problems = problem?.problems ?? [];
  const missing = problems.filter((one) => questionOf(one) !== null);
  if (problem === null || missing.length === 0 || missing.length < problems.length) return problem;
  const open = missingFromIntake(intake).map(questionOf);
  if (!missing.some((one) => open.includes(questionOf(one)))) return null;
  const words = counted(missing.length, "answer is missing", "answers are missing");
  return { ...problem, detail: `The review is not ready to be submitted: ${words}.`, problems: [] };
}

/** The question a problem is about; null for what is wrong elsewhere. */
function questionOf({ path }: Pick<FieldProblem, "path">): string | null {
  const [part, ...rest] = path;
  const question = rest.at(-1);
  return part === "intake" && typeof question === "string" && ASKED.includes(question) ? question : null;
}
