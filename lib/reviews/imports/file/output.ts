import { z } from "zod";

const imported = z.object({ id: z.number(), fileName: z.string(), rows: z.number(), acceptedAt: z.string() });

export const importReportOutput = z.object({
  fileName: z.string(),
  dryRun: z.boolean(),
  /** Rows without a problem that are new; after an import, the reviews written. */
  rows: z.number(),
  /**
   * Rows of reviews that an earlier file brought: `decided`, `cancelled` and `open` say so of one that was left open, `same` says
   * nothing new. `otherwise`: those that also name another team, tier or the like; what was imported first stands.
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
    /** Without a decision and without a cancel: written as open where they came from. */
    open: z.number(),
    withTeam: z.number(),
    /** Named, or said to have had one. */
    withGuardian: z.number(),
    namedGuardian: z.number(),
    withFindings: z.number(),
    launched: z.number(),
  }),
  /** The import that wrote the rows, or null when nothing was written. */
  importId: z.number().nullable(),
  /** The same bytes were accepted before: nothing is written again. */
  alreadyImported: imported.nullable(),
});
export type ImportReport = z.infer<typeof importReportOutput>;

export const importsOutput = z.object({
  items: z.array(
    imported.extend({
      by: z.string().nullable(),
      undone: z.object({ at: z.string(), by: z.string().nullable() }).nullable(),
      /** Letters and program reviews whose numbers were frozen since: they keep them when it is undone. */
      letters: z.number(),
      programReviews: z.number(),
      /** Goals that were set since with a baseline: they keep it. */
      goals: z.number(),
      /** Whether it can be undone now, and if not, why. */
      undo: z.object({ allowed: z.boolean(), reason: z.string().nullable() }),
    }),
  ),
});
export type PastImport = z.infer<typeof importsOutput>["items"][number];

export const undoneImportOutput = z.object({
  id: z.number(),
  fileName: z.string(),
  /** Reviews that were taken out, and reviews of earlier files that are open again as they were. */
  removed: z.number(),
  reopened: z.number(),
  /** Letters and program reviews whose numbers were frozen while it stood: they keep them. */
  letters: z.number(),
  programReviews: z.number(),
  /** Goals that were set while it stood with a baseline: they keep it. */
  goals: z.number(),
});
export type UndoneImport = z.infer<typeof undoneImportOutput>;
