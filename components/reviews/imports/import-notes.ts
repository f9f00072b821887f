import { m } from "#lib/member-name.ts";
import type { ImportReport } from "#lib/reviews/imports/file/output.ts";
import { counted } from "#lib/words.ts";

type Note = [n: number, words: (n: number) => string];

/** What to know before accepting a file: its omissions, and its effect on existing reviews. */
export function importNotes({ rows, summary, known }: Pick<ImportReport, "rows" | "summary" | "known">): string[] {
  const notes: Note[] = [
    [summary.open, openWords],
    [rows - summary.withTeam, teamWords],
    [summary.withGuardian - summary.namedGuardian, guardianWords],
    [known.decided, (n) => `${counted(n, "review")} from earlier files will change from open to decided.`],
    [known.cancelled, (n) => `${counted(n, "review")} from earlier files will change from open to cancelled.`],
    [known.open, (n) => `${counted(n, "review")} from earlier files will stay open.`],
    [known.same, (n) => `${counted(n, "row contains", "rows contain")} nothing new and will be ignored.`],
    [known.otherwise, otherwiseWords],
  ];
  return notes.filter(([n]) => n > 0).map(([n, words]) => words(n));
}

function openWords(n: number): string {
  return `${counted(n, "row has", "rows have")} neither decided_at nor cancelled_at. They are imported as open in their original tracker and are in no queue here. A later file with the same change_id closes them.`;
}

function teamWords(n: number): string {
  return `${counted(n, "row has", "rows have")} no team and will only count for the whole program.`;
}

function guardianWords(n: number): string {
  return m`${counted(n, "row does", "rows do")} not name the guardian. They count as reviews with a guardian, and no one gets credit.`;
}

function otherwiseWords(n: number): string {
  return m`${counted(n, "review differs", "reviews differ")} from this file in team, guardian, tier, type, title, launch or findings. The first import is kept.`;
}
