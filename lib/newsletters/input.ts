import { z } from "zod";
import { id, paragraph } from "#lib/input.ts";
import { LETTER_LENGTHS } from "#lib/lengths.ts";
import { parseQuarter } from "#lib/metrics/rules/quarter.ts";

const quarter = z
  .string({ error: "must be a quarter such as 2026-Q3" })
  .refine((key) => parseQuarter(key) !== null, "must be a quarter such as 2026-Q3: the year, -Q, and 1 to 4");

/** `refresh` takes the numbers again for an existing draft; sentences someone has written stay. */
export const draftNewsletterInput = z.strictObject({
  organisationId: id,
  quarter,
  refresh: z.boolean().default(false),
});
export type DraftNewsletterInput = z.input<typeof draftNewsletterInput>;

const sentence = paragraph(LETTER_LENGTHS.sentence);

/** The three sentences as a person edits them. Omitted fields stay unchanged. */
export const editNewsletterInput = z
  .strictObject({ changed: sentence.optional(), atRisk: sentence.optional(), ask: sentence.optional() })
  .refine((fields) => Object.values(fields).some((value) => value !== undefined), "must change at least one sentence");
export type EditNewsletterInput = z.input<typeof editNewsletterInput>;
