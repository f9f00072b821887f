import { spotOf } from "#components/ui/forms/problem-spot.ts";
import type { FieldProblem } from "#lib/errors.ts";

/**
 * The control a problem is about and its message; null if the form has none. Controls are named by input path or its
 * end: "dueOn", "rules.1.name" for one list entry, "rules.name" for each in order. A control for a whole list names the
 * wrong entry.
 */
export function controlOf<Control extends { name: string }>(
  controls: readonly Control[],
  problem: FieldProblem,
): { control: Control; words: string } | null {
  const { path } = problem;
  for (const { part, next } of partsOf(path)) {
    const named = (names: FieldProblem["path"]) => controls.filter(({ name }) => name === names.join("."));
    const own = named(part);
    const [only] = own;
    if (only && own.length === 1) return { control: only, words: wordsOf(problem, next) };
    const each = isNumber(part.at(-1)) ? [] : named(part.filter((name) => !isNumber(name)));
    const one = each[part.find(isNumber) ?? next ?? 0];
    if (one) return { control: one, words: wordsOf(problem, undefined) };
  }
  return null;
}

/** The parts of a path with the number behind each, ordered by latest end, then greatest length. */
function partsOf(path: FieldProblem["path"]): { part: FieldProblem["path"]; next: number | undefined }[] {
  return path.flatMap((_, back) => {
    const end = path.length - back;
    const next = path[end];
    return path.slice(0, end).map((_, start) => {
      return { part: path.slice(start, end), next: isNumber(next) ? next : undefined };
    });
  });
}

function isNumber(part: string | number | undefined): part is number {
  return typeof part === "number";
}

function wordsOf(problem: FieldProblem, entry: number | undefined): string {
  const where = [entry === undefined ? "" : `entry ${entry + 1}`, spotOf(problem)].filter(Boolean).join(", ");
  return where ? `${where}: ${problem.message}` : problem.message;
}
