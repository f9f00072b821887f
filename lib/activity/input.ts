import { z } from "zod";
import { day, id, paragraph } from "#lib/input.ts";
import { ACTIVITY_LENGTHS } from "#lib/lengths.ts";
import { ACTIVITY_TYPES } from "./rules.ts";

export const logActivityInput = z.strictObject({
  type: z.enum(ACTIVITY_TYPES),
  minutes: z
    .number({ error: "must be a number" })
    .int("must be a whole number")
    .min(1, "must be at least 1 minute")
    .max(1_440, "must be at most 1,440 minutes, one day"),
  /** Defaults to today. */
  onDate: day.optional(),
  reviewId: id.nullable().default(null),
  note: paragraph(ACTIVITY_LENGTHS.note).default(""),
});
export type LogActivityInput = z.input<typeof logActivityInput>;
