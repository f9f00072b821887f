import { z } from "zod";
import { BELTS } from "#lib/belts/rules.ts";
import { day, id, line, paragraph, webAddress } from "#lib/input.ts";
import { COURSE_LENGTHS } from "#lib/lengths.ts";

export const addCourseInput = z.strictObject({
  code: z
    .string({ error: "must be text" })
    .trim()
    .regex(/^[A-Z0-9][A-Z0-9-]{1,19}$/, "must be 2 to 20 capital letters, digits or hyphens, such as TM-101"),
  title: line(COURSE_LENGTHS.title),
  description: paragraph(COURSE_LENGTHS.description).default(""),
  url: webAddress.nullable().default(null),
  minutes: z.number({ error: "must be a number" }).int("must be a whole number").min(1).max(10_000),
  validMonths: z.number().int("must be a whole number").min(1).max(120).nullable().default(null),
  required: z.boolean().default(false),
  belt: z.enum(BELTS).nullable().default(null),
});
export type AddCourseInput = z.input<typeof addCourseInput>;

export const recordCompletionInput = z.strictObject({
  personId: id,
  courseId: id,
  completedOn: day,
  evidence: paragraph(COURSE_LENGTHS.evidence).trim().default(""),
});
export type RecordCompletionInput = z.input<typeof recordCompletionInput>;
