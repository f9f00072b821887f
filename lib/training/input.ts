import { z } from "zod";
import { BELTS } from "#lib/belts/rules.ts";
import { day, id, line, paragraph, webAddress, wholeNumber } from "#lib/input.ts";
import { COURSE_LENGTHS } from "#lib/lengths.ts";

const minutes = wholeNumber(1, 10_000);
const validMonths = wholeNumber(1, 120).nullable();
/** Kept for compatibility but not shown: the belt criteria say which belt requires a course. */
const belt = z
  .enum(BELTS)
  .nullable()
  .meta({ deprecated: true, description: "Deprecated; belt criteria say which courses are required" });

export const addCourseInput = z.strictObject({
  code: z
    .string({ error: "must be text" })
    .trim()
    .regex(/^[A-Z0-9][A-Z0-9-]{1,19}$/, "must be 2 to 20 capital letters, digits or hyphens, such as TM-101"),
  title: line(COURSE_LENGTHS.title),
  description: paragraph(COURSE_LENGTHS.description).default(""),
  url: webAddress.nullable().default(null),
  minutes,
  validMonths: validMonths.default(null),
  required: z.boolean().default(false),
  belt: belt.default(null),
});
export type AddCourseInput = z.input<typeof addCourseInput>;

export const editCourseInput = z.strictObject({
  courseId: id,
  title: line(COURSE_LENGTHS.title).optional(),
  description: paragraph(COURSE_LENGTHS.description).optional(),
  url: webAddress.nullable().optional(),
  minutes: minutes.optional(),
  validMonths: validMonths.optional(),
  required: z.boolean().optional(),
  belt: belt.optional(),
});
export type EditCourseInput = z.input<typeof editCourseInput>;

export const retireCourseInput = z.strictObject({ courseId: id });
export type RetireCourseInput = z.input<typeof retireCourseInput>;

// The id is in the API path, so the request body omits it.
export const editCourseBody = editCourseInput.omit({ courseId: true });

export const recordCompletionInput = z.strictObject({
  personId: id,
  courseId: id,
  completedOn: day,
  evidence: paragraph(COURSE_LENGTHS.evidence).trim().default(""),
});
export type RecordCompletionInput = z.input<typeof recordCompletionInput>;
