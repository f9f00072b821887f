import { z } from "zod";
import { BELTS } from "#lib/belts/rules.ts";
import { placeOutput } from "#lib/place.ts";
import { COMPLETION_SOURCES, COURSE_STANDINGS } from "./rules.ts";

const named = z.object({ id: z.number(), name: z.string() });

/** The belt criteria alone say which belt requires a course. The stored value remains for existing readers. */
const SUPERSEDED = {
  deprecated: true,
  description: "Deprecated and stored unchanged; askedBy lists the belts that require the course",
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
  /**
   * Guardians in training, active or paused who hold the course now, and their total. Null if there are too few, unless
   * the reader may see each of them.
   */
  holders: z.number().nullable(),
  guardians: z.number(),
  /** The belts whose current criteria require it. */
  askedBy: z.array(z.enum(BELTS)),
  /** The reader's own standing, and until when. */
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
  /** The last valid day; null if it never expires. */
  expiresOn: z.string().nullable(),
});

export const completionReceiptOutput = completionOutput.extend({
  /** This completion made the person an active guardian. */
  activated: z.boolean(),
  /** False if it already existed. */
  isNew: z.boolean(),
});
export type CompletionReceipt = z.infer<typeof completionReceiptOutput>;

/** How a completion is known, who recorded it (null if imported), and the evidence given. */
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
    /** The source of the completion that counts, or counted, longest. */
    source: sourceOutput.nullable(),
  });
export type PersonCourse = z.infer<typeof personCourseOutput>;
export const personCoursesOutput = z.object({ items: z.array(personCourseOutput) });

const instant = z.union([z.date(), z.string()]);
export const retiredCourseOutput = z.object({ id: z.number(), retiredAt: instant });

export const coursePageOutput = courseRowOutput.extend({
  /** Null while on offer. */
  retiredAt: instant.nullable(),
  completions: z.array(
    z.object({
      person: named,
      completedOn: z.string(),
      expiresOn: z.string().nullable(),
      /** False if the person recorded it themselves without evidence: such a completion does not count. */
      isKnown: z.boolean(),
      source: sourceOutput,
    }),
  ),
  ...placeOutput,
});
export type CoursePage = z.infer<typeof coursePageOutput>;
