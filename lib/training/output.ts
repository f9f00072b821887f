import { z } from "zod";
import { BELTS } from "#lib/belts/rules.ts";
import { placeOutput } from "#lib/place.ts";
import { COMPLETION_SOURCES, COURSE_STANDINGS } from "./rules.ts";

const named = z.object({ id: z.number(), name: z.string() });

/** The criteria of belts alone say which belt asks for a course. What was stored of it is kept for whoever reads it still. */
const SUPERSEDED = {
  deprecated: true,
  description: "Kept as it was written; askedBy of the list says which belts ask",
};

export const courseOutput = z.object({
  id: z.number(),
  code: z.string(),
  title: z.string(),
  description: z.string(),
  url: z.string().nullable(),
  minutes: z.number(),
  validMonths: z.number().nullable(),
  required: z.boolean(),
  belt: z.enum(BELTS).nullable().meta(SUPERSEDED),
});
export type Course = z.infer<typeof courseOutput>;

export const courseRowOutput = courseOutput.extend({
  /** Guardians in training, active or paused who hold the course now, and how many there are. Of too few, null to who may not read each. */
  holders: z.number().nullable(),
  guardians: z.number(),
  /** The belts whose criteria in force ask for it. */
  askedBy: z.array(z.enum(BELTS)),
  /** Where the one who asks stands, and until when. */
  standing: z.enum(COURSE_STANDINGS),
  completedOn: z.string().nullable(),
  expiresOn: z.string().nullable(),
});
export type CourseRow = z.infer<typeof courseRowOutput>;
export const coursesOutput = z.object({ items: z.array(courseRowOutput) });

export const completionOutput = z.object({
  id: z.number(),
  personId: z.number(),
  courseId: z.number(),
  completedOn: z.string(),
  /** The last day it counts; null for ever. */
  expiresOn: z.string().nullable(),
});

export const completionReceiptOutput = completionOutput.extend({
  /** The person became an active guardian by it. */
  activated: z.boolean(),
  /** False when it was there already. */
  isNew: z.boolean(),
});
export type CompletionReceipt = z.infer<typeof completionReceiptOutput>;

/** How a completion is known, by whom, null where it was imported, and the evidence that was given. */
const sourceOutput = z.object({
  how: z.enum(COMPLETION_SOURCES),
  by: named.nullable(),
  evidence: z.string(),
});

export const personCourseOutput = courseOutput
  .pick({ id: true, code: true, title: true, required: true, belt: true })
  .extend({
    standing: z.enum(COURSE_STANDINGS),
    completedOn: z.string().nullable(),
    expiresOn: z.string().nullable(),
    /** Of the completion that counts, or counted, longest. */
    source: sourceOutput.nullable(),
  });
export type PersonCourse = z.infer<typeof personCourseOutput>;
export const personCoursesOutput = z.object({ items: z.array(personCourseOutput) });

const instant = z.union([z.date(), z.string()]);
export const retiredCourseOutput = z.object({ id: z.number(), retiredAt: instant });

export const coursePageOutput = courseRowOutput.extend({
  /** Null while it is on offer. */
  retiredAt: instant.nullable(),
  completions: z.array(
    z.object({
      person: named,
      completedOn: z.string(),
      expiresOn: z.string().nullable(),
      /** False where they recorded it themselves without evidence: it counts for nothing. */
      isKnown: z.boolean(),
      source: sourceOutput,
    }),
  ),
  ...placeOutput,
});
export type CoursePage = z.infer<typeof coursePageOutput>;
