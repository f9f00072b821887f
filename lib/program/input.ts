import { z } from "zod";
import { day, id, line, paragraph, text, wholeNumber } from "#lib/input.ts";
import { GOAL_LENGTHS, PROGRAM_LENGTHS } from "#lib/lengths.ts";
import { MEMBER_NAME_LENGTH, memberNameProblem } from "#lib/member-name.ts";
import { GOAL_METRICS } from "#lib/metrics/rules/definitions.ts";
import { isTimeZone } from "#lib/zoned-time.ts";

/** How many days after leaving people are erased. */
export const eraseAfterDays = wholeNumber(1, 3_650);

const hour = wholeNumber(0, 24);

const calendar = z
  .strictObject({
    weekdays: z.array(wholeNumber(1, 7)).min(1, "must have at least one business day").max(7),
    fromHour: hour,
    toHour: hour,
    holidays: z.array(day).max(400),
  })
  .refine(({ weekdays }) => new Set(weekdays).size === weekdays.length, {
    path: ["weekdays"],
    error: "must name each weekday once",
  })
  .refine(({ fromHour, toHour }) => fromHour < toHour, { path: ["toHour"], error: "must be after the first hour" });

const days = z.number().positive("must be more than 0").max(365);
const tierSla = z.strictObject({ firstResponseDays: days, reviewerDays: days });

/** A name for members: one short line, not the name of a role. */
const memberWord = line(MEMBER_NAME_LENGTH).superRefine((word, { addIssue }) => {
  const problem = memberNameProblem(word);
  if (problem) addIssue({ code: "custom", message: problem });
});

export const editProgramInput = z
  .strictObject({
    name: line(PROGRAM_LENGTHS.name).optional(),
    memberLabel: memberWord.optional().describe("What a member is called, such as Security Champion"),
    memberPlural: memberWord.optional().describe("What members are called, such as Security Champions"),
    memberArticle: z.enum(["a", "an"], "must be “a” or “an”").optional(),
    vision: paragraph(PROGRAM_LENGTHS.vision).optional(),
    mission: paragraph(PROGRAM_LENGTHS.mission).optional(),
    sponsor: z.union([z.literal(""), line(PROGRAM_LENGTHS.sponsor)]).optional(),
    timeZone: text(PROGRAM_LENGTHS.timeZone)
      .refine(isTimeZone, "must be UTC or an IANA time zone of an area and a city, such as Europe/Berlin")
      .optional(),
    analyzerBudget: wholeNumber(0, 1_000_000).optional(),
    waiverDays: wholeNumber(1, 365).optional(),
    eraseAfterDays: eraseAfterDays.nullable().optional(),
    calendar: calendar.optional(),
    sla: z
      .strictObject({ low: tierSla, medium: tierSla, high: tierSla })
      .optional()
      .describe("Applies to reviews submitted from now on"),
  })
  .refine((fields) => Object.values(fields).some((value) => value !== undefined), "must change at least one field");
export type EditProgramInput = z.input<typeof editProgramInput>;

const value = z.number({ error: "must be a number" }).min(-1e9).max(1e9);

export const setGoalInput = z.strictObject({
  businessGoal: line(GOAL_LENGTHS.businessGoal),
  outcome: line(GOAL_LENGTHS.outcome),
  metric: z.enum(GOAL_METRICS, { error: `must be one of ${GOAL_METRICS.join(", ")}` }),
  baseline: value.nullable().default(null),
  target: value,
  direction: z.enum(["up", "down"]),
  dueOn: day,
  ownerId: id.nullable().default(null),
  /** The organisation the number belongs to; null for the whole program. */
  organisationId: id.nullable().default(null),
  /** The goal this one replaces. Goals are never edited, so their baseline stays frozen. */
  replaces: id.nullable().default(null),
});
export type SetGoalInput = z.input<typeof setGoalInput>;

/** The editable parts of a goal. Its metric, scope and baseline stay unchanged. */
export const editGoalInput = z
  .strictObject({
    businessGoal: line(GOAL_LENGTHS.businessGoal).optional(),
    outcome: line(GOAL_LENGTHS.outcome).optional(),
    target: value.optional(),
    dueOn: day.optional(),
    ownerId: id.nullable().optional(),
  })
  .refine((fields) => Object.values(fields).some((value) => value !== undefined), "must change at least one field");
export type EditGoalInput = z.input<typeof editGoalInput>;

export const endGoalInput = z.strictObject({ reason: line(GOAL_LENGTHS.reason) });
export type EndGoalInput = z.input<typeof endGoalInput>;
