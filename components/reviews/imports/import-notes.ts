import type { ImportReport } from "#lib/reviews/imports/file/output.ts";
import { counted } from "#lib/words.ts";

type Note = [n: number, words: (n: number) => string];

/** What to know before accepting a file: its omissions, and its effect on existing reviews. */
export function importNotes({ rows, summary, known }: Pick<ImportReport, "rows" | "summary" | "known">): string[] {
  const notes: Note[] = [
    [summary.open, openWords],
    [rows - summary.withTeam, teamWords],
    [summary.withGuardian - summary.namedGuardian, guardianWords],
    [
      known.decided,
      (n) => `${counted(n, "review")} of earlier files, open until now, will be decided as this file says.`,
    ],
    [
      known.cancelled,
      (n) => `${counted(n, "review")} of earlier files, open until now, will be cancelled as this file says.`,
    ],
    [known.open, (n) => `${counted(n, "review")} of earlier files will be known to be open until now.`],
    [
      known.same,
      (n) => `${counted(n, "row says", "rows say")} nothing new of reviews that are here already: they change nothing.`,
    ],
    [known.otherwise, otherwiseWords],
  ];
  return notes.filter(([n]) => n > 0).map(([n, words]) => words(n));
}

function openWords(n: number): string {
  return `${counted(n, "row has", "rows have")} neither decided_at nor cancelled_at: imported as still open in the tracker they come from, known to be open until now. They are in nobody's queue here; a later file with the same change_id says how they ended.`;
}

function teamWords(n: number): string {
  return `${counted(n, "row has", "rows have")} no team: counted in the numbers of the program only. Those of teams and organisations do not move by them.`;
}

function guardianWords(n: number): string {
  return `${counted(n, "row says", "rows say")} that there was a guardian, not who: counted as with a guardian where the two are compared, credited to nobody.`;
}

function otherwiseWords(n: number): string {
  return `${counted(n, "review is", "reviews are")} here with another team, guardian, tier, type, title, launch or number of findings than this file says: what was imported first stands.`;
}
