import { z } from "zod";
import { frozenGoalOutput, headlineMetricsOutput } from "#lib/metrics/output.ts";
import { FOLLOW_UP_STATES, PROGRAM_REVIEW_STATES } from "./rules/capabilities.ts";

const named = z.object({ id: z.number(), name: z.string() });

/** The numbers of the program for a quarter, frozen when its review is opened: of no person. */
export const programReviewSnapshotOutput = headlineMetricsOutput.extend({ goals: z.array(frozenGoalOutput) });
export type ProgramReviewSnapshot = z.infer<typeof programReviewSnapshotOutput>;

export const programReviewRowOutput = z.object({
  id: z.number(),
  quarter: z.string(),
  heldOn: z.string(),
  state: z.enum(PROGRAM_REVIEW_STATES),
  attended: z.number(),
  decisions: z.number(),
  /** Of the decisions those that someone follows up, and those of them that are neither done nor dropped. */
  followUps: z.number(),
  openFollowUps: z.number(),
});
export type ProgramReviewRow = z.infer<typeof programReviewRowOutput>;

const attendanceOutput = z.object({
  person: named,
  /** Active as a guardian on the day. */
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
  /** Null of a decision that nobody follows up. */
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
  /** What was edited. */
  fields: z.array(z.string()),
  goal: z.object({ id: z.number(), outcome: z.string(), metric: z.string() }),
});
export type GoalChange = z.infer<typeof goalChangeOutput>;

export const programReviewOutput = programReviewRowOutput.extend({
  /** The digest of the snapshot: the same numbers have the same one. */
  snapshotId: z.string(),
  snapshot: programReviewSnapshotOutput,
  openedBy: named.nullable(),
  openedAt: z.string(),
  closedBy: named.nullable(),
  closedAt: z.string().nullable(),
  attendance: z.array(attendanceOutput),
  decided: z.array(decisionOutput),
  /** What became of the goals of the program since the review opened before was closed, or else since the quarter began. */
  goalsSince: z.string(),
  goalChanges: z.array(goalChangeOutput),
});
export type ProgramReview = z.infer<typeof programReviewOutput>;

export const programReviewReceiptOutput = z.object({ id: z.number(), quarter: z.string() });
export const decisionReceiptOutput = z.object({ id: z.number() });
