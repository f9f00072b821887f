import { z } from "zod";
import { id, paragraph } from "#lib/input.ts";
import { parseQuarter } from "#lib/metrics/rules/quarter.ts";

export const draftNewsletterInput = z.strictObject({
  organisationId: id,
  quarter: z.string().refine((key) => parseQuarter(key) !== null, "must be a quarter as 2026-Q3"),
  /** Takes the numbers anew; what was written stays. */
  refresh: z.boolean().default(false),
});

export const editNewsletterInput = z.strictObject({
  changed: paragraph(500),
  atRisk: paragraph(500),
  ask: paragraph(500),
});
