import { z } from "zod";
import { HALVED, id, line, text, WHOLE } from "#lib/input.ts";
import { FILE_BYTES, FILE_NAME_LENGTH, megabytes } from "#lib/lengths.ts";
import { redactText } from "#lib/secrets/rules/redact-text.ts";

/** Room for the largest file; the reader counts the bytes and reports them in words. */
const MAX_LENGTH = 11 * 1024 * 1024;

/** An import of past reviews to undo. */
export const undoImportInput = z.strictObject({ importId: id });
export type UndoImportInput = z.input<typeof undoImportInput>;

/** A CSV file of past reviews. A dry run reports its problems and writes nothing. */
export const importPastReviewsInput = z.strictObject({
  fileName: line(FILE_NAME_LENGTH),
  content: text(MAX_LENGTH, `must be at most ${megabytes(FILE_BYTES.pastReviews)}`)
    .regex(WHOLE, HALVED)
    .overwrite(redactText),
  dryRun: z.boolean({ error: "must be true or false" }),
});
export type ImportPastReviewsInput = z.input<typeof importPastReviewsInput>;
