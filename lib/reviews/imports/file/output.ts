import { z } from "zod";

const imported = z.object({ id: z.number(), fileName: z.string(), rows: z.number(), acceptedAt: z.string() });

export const importReportOutput = z.object({
  fileName: z.string(),
  dryRun: z.boolean(),
  /** New rows without a problem; after an import, the reviews written. */
  rows: z.number(),
  /**
   * Rows for reviews from an earlier file: `decided`, `cancelled` and `open` update one left open; `same` adds nothing.
   * `otherwise`: rows that also name another team, tier or similar; the first import is kept.
   */
  known: z.object({
    same: z.number(),
    decided: z.number(),
    cancelled: z.number(),
    open: z.number(),
    otherwise: z.number(),
  }),
  problems: z.array(
    z.object({
      line: z.number(),
      column: z.number().nullable(),
      field: z.string().nullable(),
      message: z.string(),
    }),
  ),
  ignoredColumns: z.array(z.string()),
  summary: z.object({
    firstSubmittedAt: z.string().nullable(),
    lastSubmittedAt: z.string().nullable(),
    approved: z.number(),
    approvedWithConditions: z.number(),
    rejected: z.number(),
    cancelled: z.number(),
    /** Neither decided nor cancelled: stored as open in their original tracker. */
    open: z.number(),
    withTeam: z.number(),
    /** The guardian is named, or the file says there was one. */
    withGuardian: z.number(),
    namedGuardian: z.number(),
    withFindings: z.number(),
    launched: z.number(),
  }),
  /** The import that wrote the rows, or null if nothing was written. */
  importId: z.number().nullable(),
  /** The same bytes were accepted earlier, so nothing is written again. */
  alreadyImported: imported.nullable(),
});
export type ImportReport = z.infer<typeof importReportOutput>;

export const importsOutput = z.object({
  items: z.array(
    imported.extend({
      by: z.string().nullable(),
      undone: z.object({ at: z.string(), by: z.string().nullable() }).nullable(),
      /** Letters and program reviews frozen since; they keep their numbers after an undo. */
      letters: z.number(),
      programReviews: z.number(),
      /** Goals set since with a baseline; they keep it. */
      goals: z.number(),
      /** Whether it can be undone now, and the reason if not. */
      undo: z.object({ allowed: z.boolean(), reason: z.string().nullable() }),
    }),
  ),
});
export type PastImport = z.infer<typeof importsOutput>["items"][number];

export const undoneImportOutput = z.object({
  id: z.number(),
  fileName: z.string(),
  /** Removed reviews, and reviews of earlier files that are open again as before. */
  removed: z.number(),
  reopened: z.number(),
  /** Letters and program reviews frozen while the import existed; they keep their numbers. */
  letters: z.number(),
  programReviews: z.number(),
  /** Goals with a baseline set while the import existed; they keep it. */
  goals: z.number(),
});
export type UndoneImport = z.infer<typeof undoneImportOutput>;
