"use server";

import type { ImportPastReviewsInput, UndoImportInput } from "#lib/reviews/imports/file/input.ts";
import { importPastReviews } from "#lib/reviews/imports/import-past-reviews.ts";
import { undoImport } from "#lib/reviews/imports/undo-import.ts";
import type { PersonContext } from "#lib/web/context.ts";
import { formAction } from "#lib/web/form-action.ts";

/** Nobody corrects more rows than this in one go; the count shows the total. */
const SHOWN = 200;

export async function importReviewsAction(input: ImportPastReviewsInput) {
  const work = async (ctx: PersonContext) => {
    const report = await importPastReviews(ctx, input);
    return { ...report, problems: report.problems.slice(0, SHOWN), problemCount: report.problems.length };
  };
  return formAction("import-reviews", { input }, work, "upload");
}

export async function undoImportAction(input: UndoImportInput) {
  return formAction("undo-import", { input }, (ctx) => undoImport(ctx, input));
}
