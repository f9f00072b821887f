import { z } from "zod";
import { HALVED, line, WHOLE } from "#lib/input.ts";
import { withoutAccessKeys } from "#lib/secrets/rules/without-access-keys.ts";

/** A CSV file of past reviews. A dry run says what is wrong with it and writes nothing. */
export const importPastReviewsInput = z.strictObject({
  fileName: line(200),
  content: z.string({ error: "must be the text of a CSV file" }).regex(WHOLE, HALVED).overwrite(withoutAccessKeys),
  dryRun: z.boolean({ error: "must be true or false" }),
});
