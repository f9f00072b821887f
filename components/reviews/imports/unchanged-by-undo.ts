import type { PastImport } from "#lib/reviews/imports/file/output.ts";
import { counted, listed } from "#lib/words.ts";

type Kept = Pick<PastImport, "letters" | "programReviews" | "goals">;

/** What undoing an import leaves unchanged, as follow-up sentences; empty if nothing. */
export function unchangedByUndo({ letters, programReviews, goals }: Kept): string {
  const frozen = [
    letters > 0 ? counted(letters, "letter") : "",
    programReviews > 0 ? counted(programReviews, "program review") : "",
  ].filter((words) => words !== "");
  const kept = [
    frozen.length > 0 ? ` ${listed(frozen)} ${keeps(letters + programReviews)} their numbers.` : "",
    goals > 0 ? ` ${counted(goals, "goal")} ${keeps(goals)} their baseline.` : "",
  ];
  return kept.join("");
}

function keeps(count: number): string {
  return count === 1 ? "keeps" : "keep";
}
