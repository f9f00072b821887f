import { z } from "zod";

const imported = z.object({ id: z.number(), fileName: z.string(), rows: z.number(), acceptedAt: z.string() });

export const importReportOutput = z.object({
  fileName: z.string(),
  dryRun: z.boolean(),
  /** Rows without a problem; after an import, the rows written. */
  rows: z.number(),
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
    withTeam: z.number(),
    withGuardian: z.number(),
    withFindings: z.number(),
    launched: z.number(),
  }),
  /** The import that wrote the rows, or null when nothing was written. */
  importId: z.number().nullable(),
  /** The same bytes were accepted before: nothing is written again. */
  alreadyImported: imported.nullable(),
});
export type ImportReport = z.infer<typeof importReportOutput>;

export const importsOutput = z.object({ items: z.array(imported.extend({ by: z.string().nullable() })) });
export type PastImport = z.infer<typeof importsOutput>["items"][number];
