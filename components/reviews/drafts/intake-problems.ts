import type { FieldProblem } from "#lib/errors.ts";
import { type Intake, missingFromIntake, RISK_QUESTIONS } from "#lib/intake/rules/intake.ts";
import type { Problem } from "#lib/web/problem.ts";
import { counted } from "#lib/words.ts";

const ASKED: readonly string[] = ["dataClass", "dataHandling", ...RISK_QUESTIONS];

/** The error for one question, shown at the question. */
export function messageAt(problems: readonly FieldProblem[], question: string): string | undefined {
  return problems.find((problem) => questionOf(problem) === question)?.message;
}

/** The refusal shown next to the form. Problems at questions are only counted, and disappear once answered. */
export function besideIntake(problem: Problem | null, intake: Intake): Problem | null {
  const problems = problem?.problems ?? [];
  const missing = problems.filter((one) => questionOf(one) !== null);
  if (problem === null || missing.length === 0 || missing.length < problems.length) return problem;
  const open = missingFromIntake(intake).map(questionOf);
  if (!missing.some((one) => open.includes(questionOf(one)))) return null;
  const words = counted(missing.length, "answer is missing", "answers are missing");
  return { ...problem, detail: `The review is not ready to be submitted: ${words}.`, problems: [] };
}

/** The question a problem is about; null for problems elsewhere. */
function questionOf({ path }: Pick<FieldProblem, "path">): string | null {
  const [part, ...rest] = path;
  const question = rest.at(-1);
  return part === "intake" && typeof question === "string" && ASKED.includes(question) ? question : null;
}
