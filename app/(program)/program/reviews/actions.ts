"use server";

import { closeProgramReview } from "#lib/program-reviews/close-program-review.ts";
import { editDecision } from "#lib/program-reviews/edit-decision.ts";
import { editProgramReview } from "#lib/program-reviews/edit-program-review.ts";
import type {
  CloseProgramReviewInput,
  EditDecisionInput,
  EditProgramReviewInput,
  OpenProgramReviewInput,
  RecordAttendanceInput,
  RecordDecisionInput,
  RemoveAttendanceInput,
  RemoveDecisionInput,
  SettleFollowUpInput,
} from "#lib/program-reviews/input.ts";
import { openProgramReview } from "#lib/program-reviews/open-program-review.ts";
import { recordAttendance } from "#lib/program-reviews/record-attendance.ts";
import { recordDecision } from "#lib/program-reviews/record-decision.ts";
import { removeAttendance } from "#lib/program-reviews/remove-attendance.ts";
import { removeDecision } from "#lib/program-reviews/remove-decision.ts";
import { settleFollowUp } from "#lib/program-reviews/settle-follow-up.ts";
import { formAction } from "#lib/web/form-action.ts";

export async function openProgramReviewAction(input: OpenProgramReviewInput) {
  return formAction("open-program-review", { input }, (ctx) => openProgramReview(ctx, input));
}

export async function editProgramReviewAction(quarter: string, input: EditProgramReviewInput) {
  return formAction("edit-program-review", { quarter, input }, (ctx) => editProgramReview(ctx, quarter, input));
}

export async function closeProgramReviewAction(input: CloseProgramReviewInput) {
  return formAction("close-program-review", { input }, (ctx) => closeProgramReview(ctx, input));
}

export async function recordAttendanceAction(quarter: string, input: RecordAttendanceInput) {
  return formAction("record-attendance", { quarter, input }, (ctx) => recordAttendance(ctx, quarter, input));
}

export async function removeAttendanceAction(quarter: string, input: RemoveAttendanceInput) {
  return formAction("remove-attendance", { quarter, input }, (ctx) => removeAttendance(ctx, quarter, input));
}

export async function recordDecisionAction(quarter: string, input: RecordDecisionInput) {
  return formAction("record-decision", { quarter, input }, (ctx) => recordDecision(ctx, quarter, input));
}

export async function editDecisionAction(quarter: string, decisionId: number, input: EditDecisionInput) {
  return formAction("edit-decision", { quarter, decisionId, input }, (ctx) =>
    editDecision(ctx, quarter, decisionId, input),
  );
}

export async function removeDecisionAction(quarter: string, input: RemoveDecisionInput) {
  return formAction("remove-decision", { quarter, input }, (ctx) => removeDecision(ctx, quarter, input));
}

export async function settleFollowUpAction(quarter: string, decisionId: number, input: SettleFollowUpInput) {
  return formAction("settle-follow-up", { quarter, decisionId, input }, (ctx) =>
    settleFollowUp(ctx, quarter, decisionId, input),
  );
}
