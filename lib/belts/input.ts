import { z } from "zod";
import { id, line, paragraph, wholeNumber } from "#lib/input.ts";
import { BELT_LENGTHS, COURSE_LENGTHS } from "#lib/lengths.ts";
import { BELTS } from "./rules.ts";

const count = wholeNumber(1, 10_000).optional();

/** Mentoring is not recorded yet, so the product offers no criterion for it. */
const criteria = z
  .strictObject({
    reviewsInvolved: count,
    threatModelsAuthored: count,
    medianRating: z.number().min(0, "must be from 0 to 3").max(3, "must be from 0 to 3").optional(),
    requiredCourses: z
      .array(line(COURSE_LENGTHS.code))
      .max(50)
      .refine((codes) => new Set(codes).size === codes.length, "must list each course only once")
      .optional(),
    monthsActive: count,
  })
  .refine(
    (asked) =>
      Object.values(asked).some((value) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
    "must have at least one criterion",
  );

export const publishCriteriaInput = z.strictObject({
  /** The last version seen, 0 for none; refused if a newer one exists. */
  follows: wholeNumber(0, 2_147_483_647).optional(),
  criteria: z.strictObject({ white: criteria, yellow: criteria, green: criteria, black: criteria }),
});
export type PublishCriteriaInput = z.input<typeof publishCriteriaInput>;

export const awardBeltInput = z.strictObject({
  personId: id,
  belt: z.enum(BELTS),
  note: paragraph(BELT_LENGTHS.note).trim().min(1, "required"),
});
export type AwardBeltInput = z.input<typeof awardBeltInput>;

export const revokeBeltInput = z.strictObject({ awardId: id, reason: line(BELT_LENGTHS.reason) });
export type RevokeBeltInput = z.input<typeof revokeBeltInput>;
export const revokeBeltBody = revokeBeltInput.omit({ awardId: true });
