import { z } from "zod";
import { frozenGoalOutput, headlineMetricsOutput } from "#lib/metrics/output.ts";
import { FOLLOW_UP_STATES, PROGRAM_REVIEW_STATES } from "./rules/capabilities.ts";

const named = z.object({ id: z.number(), name: z.string() });

/** The program's numbers for a quarter, frozen when its review is opened. They identify no person. */
export const programReviewSnapshotOutput = headlineMetricsOutput.extend({ goals: z.array(frozenGoalOutput) });
export type ProgramReviewSnapshot = z.infer<typeof programReviewSnapshotOutput>;

export const programReviewRowOutput = z.object({
  id: z.number(),
  quarter: z.string(),
  heldOn: z.string(),
  state: z.enum(PROGRAM_REVIEW_STATES),
  attended: z.number(),
  decisions: z.number(),
  /** The decisions with a follow-up, and those of them neither done nor dropped. */
  followUps: z.number(),
  openFollowUps: z.number(),
});
export type ProgramReviewRow = z.infer<typeof programReviewRowOutput>;

const attendanceOutput = z.object({
  person: named,
  /** Whether they were an active guardian on the day. */
  guardian: z.boolean(),
  said: z.string(),
});
export type Attendance = z.infer<typeof attendanceOutput>;

const decisionOutput = z.object({
  id: z.number(),
  text: z.string(),
  goal: z.object({ id: z.number(), outcome: z.string(), metric: z.string() }).nullable(),
  owner: named.nullable(),
  dueOn: z.string().nullable(),
  /** Null for a decision without a follow-up. */
  state: z.enum(FOLLOW_UP_STATES).nullable(),
  settledBy: named.nullable(),
  settledAt: z.string().nullable(),
  /** Why it was dropped. */
  settleReason: z.string().nullable(),
});
export type Decision = z.infer<typeof decisionOutput>;

const goalChangeOutput = z.object({
  eventId: z.number(),
  at: z.string(),
  by: z.string(),
  change: z.enum(["set", "edited", "ended"]),
  /** The edited fields. */
  fields: z.array(z.string()),
  goal: z.object({ id: z.number(), outcome: z.string(), metric: z.string() }),
});
export type GoalChange = z.infer<typeof goalChangeOutput>;

export const programReviewOutput = programReviewRowOutput.extend({
  /** The digest of the snapshot; equal numbers have equal digests. */
  snapshotId: z.string(),
  snapshot: programReviewSnapshotOutput,
  openedBy: named.nullable(),
  openedAt: z.string(),
  closedBy: named.nullable(),
  closedAt: z.string().nullable(),
  attendance: z.array(attendanceOutput),
  decided: z.array(decisionOutput),
  /**
   * What happened to the program's goals since the previously opened review was closed, or else since the quarter
   * began.
   */
  goalsSince: z.string(),
  goalChanges: z.array(goalChangeOutput),
});
export type ProgramReview = z.infer<typeof programReviewOutput>;

export const programReviewReceiptOutput = z.object({ id: z.number(), quarter: z.string() });
export const decisionReceiptOutput = z.object({ id: z.number() });
