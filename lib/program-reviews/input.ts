import { z } from "zod";
import { day, id, line, paragraph, text } from "#lib/input.ts";
import { PROGRAM_REVIEW_LENGTHS } from "#lib/lengths.ts";
import { parseQuarter } from "#lib/metrics/rules/quarter.ts";

/** The length of 2026-Q3. */
const QUARTER_KEY = 7;

const quarter = z
  .string({ error: "must be a quarter such as 2026-Q3" })
  .refine((key) => parseQuarter(key) !== null, "must be a quarter such as 2026-Q3: the year, -Q, and 1 to 4");

export const openProgramReviewInput = z.strictObject({ quarter, heldOn: day });
export type OpenProgramReviewInput = z.input<typeof openProgramReviewInput>;

export const editProgramReviewInput = z.strictObject({ heldOn: day });
export type EditProgramReviewInput = z.input<typeof editProgramReviewInput>;

export const recordAttendanceInput = z.strictObject({
  personId: id,
  /** If omitted, what someone has already said stays. */
  said: paragraph(PROGRAM_REVIEW_LENGTHS.said).optional(),
});
export type RecordAttendanceInput = z.input<typeof recordAttendanceInput>;

export const removeAttendanceInput = z.strictObject({ personId: id });
export type RemoveAttendanceInput = z.input<typeof removeAttendanceInput>;

export const recordDecisionInput = z.strictObject({
  text: line(PROGRAM_REVIEW_LENGTHS.decision),
  /** The owner and due day of the follow-up: both, or neither. */
  ownerId: id.nullable().default(null),
  dueOn: day.nullable().default(null),
  /** The program goal the decision changed. */
  goalId: id.nullable().default(null),
});
export type RecordDecisionInput = z.input<typeof recordDecisionInput>;

/** Omitted fields stay unchanged. */
export const editDecisionInput = z
  .strictObject({
    text: line(PROGRAM_REVIEW_LENGTHS.decision).optional(),
    ownerId: id.nullable().optional(),
    dueOn: day.nullable().optional(),
    goalId: id.nullable().optional(),
  })
  .refine((fields) => Object.values(fields).some((value) => value !== undefined), "must change at least one field");
export type EditDecisionInput = z.input<typeof editDecisionInput>;

export const removeDecisionInput = z.strictObject({ decisionId: id });
export type RemoveDecisionInput = z.input<typeof removeDecisionInput>;

export const settleFollowUpInput = z.discriminatedUnion("as", [
  z.strictObject({ as: z.literal("done") }),
  z.strictObject({ as: z.literal("dropped"), reason: line(PROGRAM_REVIEW_LENGTHS.reason) }),
]);
export type SettleFollowUpInput = z.input<typeof settleFollowUpInput>;

/** An invalid quarter has no program review, so it is not found. */
export const closeProgramReviewInput = z.strictObject({ quarter: text(QUARTER_KEY) });
export type CloseProgramReviewInput = z.input<typeof closeProgramReviewInput>;
