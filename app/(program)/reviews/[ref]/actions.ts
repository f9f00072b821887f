"use server";

import { acceptRisk } from "#lib/findings/accept-risk.ts";
import { answerFinding } from "#lib/findings/answer-finding.ts";
import { declineRisk } from "#lib/findings/decline-risk.ts";
import type {
  AcceptRiskInput,
  AnswerFindingInput,
  DeclineRiskInput,
  RaiseFindingInput,
  RecommendRiskInput,
  SettleFindingInput,
} from "#lib/findings/input.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { recommendRisk } from "#lib/findings/recommend-risk.ts";
import { settleFinding } from "#lib/findings/settle-finding.ts";
import { commentOnReview } from "#lib/reviews/asks/comment-on-review.ts";
import { remind } from "#lib/reviews/asks/remind.ts";
import { requestChanges } from "#lib/reviews/asks/request-changes.ts";
import { resubmitReview } from "#lib/reviews/asks/resubmit-review.ts";
import { keepCondition } from "#lib/reviews/conditions/keep-condition.ts";
import { verifyCondition } from "#lib/reviews/conditions/verify-condition.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { confirmNoPolicies } from "#lib/reviews/decisions/confirm-no-policies.ts";
import { endorseRevision } from "#lib/reviews/decisions/endorse-revision.ts";
import { giveFeedback } from "#lib/reviews/decisions/give-feedback.ts";
import { rejectReview } from "#lib/reviews/decisions/reject-review.ts";
import { changeTier } from "#lib/reviews/drafts/change-tier.ts";
import { editReview } from "#lib/reviews/drafts/edit-review.ts";
import { submitReview } from "#lib/reviews/drafts/submit-review.ts";
import { addEvidence } from "#lib/reviews/evidence/add-evidence.ts";
import { removeDocument } from "#lib/reviews/evidence/remove-document.ts";
import { runChecksAgain } from "#lib/reviews/evidence/run-checks-again.ts";
import { askResultWaiver, askWaiver } from "#lib/reviews/exceptions/ask-waiver.ts";
import { endGateWaiver, endResultWaiver } from "#lib/reviews/exceptions/end-waiver.ts";
import { waiveGate, waiveResult } from "#lib/reviews/exceptions/waive.ts";
import type {
  AddEvidenceInput,
  ApproveInput,
  AskResultWaiverInput,
  AskWaiverInput,
  AssignGuardianInput,
  BreakGlassInput,
  CancelInput,
  ChangeTierInput,
  ClaimInput,
  CloseInput,
  CommentInput,
  EditReviewInput,
  EndGateWaiverInput,
  EndResultWaiverInput,
  GiveFeedbackInput,
  HoldInput,
  KeepConditionInput,
  LaunchInput,
  MoveInput,
  ReasonInput,
  RejectInput,
  ReleaseInput,
  RemoveDocumentInput,
  RequestChangesInput,
  ResubmitInput,
  WaiveInput,
  WaiveResultInput,
} from "#lib/reviews/input.ts";
import { assignGuardian } from "#lib/reviews/involvement/assign-guardian.ts";
import { breakGlass } from "#lib/reviews/launch/break-glass.ts";
import { recordLaunch } from "#lib/reviews/launch/record-launch.ts";
import { cancelReview } from "#lib/reviews/lifecycle/cancel-review.ts";
import { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";
import { closeReview } from "#lib/reviews/lifecycle/close-review.ts";
import { holdReview } from "#lib/reviews/lifecycle/hold-review.ts";
import { releaseReview } from "#lib/reviews/lifecycle/release-review.ts";
import { reopenReview } from "#lib/reviews/lifecycle/reopen-review.ts";
import { resumeReview } from "#lib/reviews/lifecycle/resume-review.ts";
import { formAction } from "#lib/web/form-action.ts";

export async function editReviewAction(reviewId: number, input: EditReviewInput) {
  return formAction("edit-review", { reviewId, input }, (ctx) => editReview(ctx, reviewId, input));
}

export async function claimReviewAction(reviewId: number, input: ClaimInput) {
  return formAction("claim-review", { reviewId, input }, (ctx) => claimReview(ctx, reviewId, input));
}

export async function submitReviewAction(reviewId: number, input: MoveInput) {
  return formAction("submit-review", { reviewId, input }, (ctx) => submitReview(ctx, reviewId, input), "submit");
}

export async function releaseReviewAction(reviewId: number, input: ReleaseInput) {
  return formAction("release-review", { reviewId, input }, (ctx) => releaseReview(ctx, reviewId, input));
}

export async function requestChangesAction(reviewId: number, input: RequestChangesInput) {
  return formAction("request-changes", { reviewId, input }, (ctx) => requestChanges(ctx, reviewId, input));
}

export async function resubmitReviewAction(reviewId: number, input: ResubmitInput) {
  return formAction("resubmit-review", { reviewId, input }, (ctx) => resubmitReview(ctx, reviewId, input), "submit");
}

export async function remindAction(reviewId: number, input: MoveInput) {
  return formAction("remind", { reviewId, input }, (ctx) => remind(ctx, reviewId, input));
}

export async function holdReviewAction(reviewId: number, input: HoldInput) {
  return formAction("hold-review", { reviewId, input }, (ctx) => holdReview(ctx, reviewId, input));
}

export async function resumeReviewAction(reviewId: number, input: MoveInput) {
  return formAction("resume-review", { reviewId, input }, (ctx) => resumeReview(ctx, reviewId, input));
}

export async function approveReviewAction(reviewId: number, input: ApproveInput) {
  return formAction("approve-review", { reviewId, input }, (ctx) => approveReview(ctx, reviewId, input));
}

export async function rejectReviewAction(reviewId: number, input: RejectInput) {
  return formAction("reject-review", { reviewId, input }, (ctx) => rejectReview(ctx, reviewId, input));
}

export async function reopenReviewAction(reviewId: number, input: ReasonInput) {
  return formAction("reopen-review", { reviewId, input }, (ctx) => reopenReview(ctx, reviewId, input));
}

export async function closeReviewAction(reviewId: number, input: CloseInput) {
  return formAction("close-review", { reviewId, input }, (ctx) => closeReview(ctx, reviewId, input));
}

export async function cancelReviewAction(reviewId: number, input: CancelInput) {
  return formAction("cancel-review", { reviewId, input }, (ctx) => cancelReview(ctx, reviewId, input));
}

export async function recordLaunchAction(reviewId: number, input: LaunchInput) {
  return formAction("record-launch", { reviewId, input }, (ctx) => recordLaunch(ctx, reviewId, input));
}

export async function confirmNoPoliciesAction(reviewId: number, input: MoveInput) {
  return formAction("confirm-no-policies", { reviewId, input }, (ctx) => confirmNoPolicies(ctx, reviewId, input));
}

export async function endorseRevisionAction(reviewId: number, input: MoveInput) {
  return formAction("endorse-revision", { reviewId, input }, (ctx) => endorseRevision(ctx, reviewId, input));
}

export async function assignGuardianAction(reviewId: number, input: AssignGuardianInput) {
  return formAction("assign-guardian", { reviewId, input }, (ctx) => assignGuardian(ctx, reviewId, input));
}

export async function changeTierAction(reviewId: number, input: ChangeTierInput) {
  return formAction("change-tier", { reviewId, input }, (ctx) => changeTier(ctx, reviewId, input));
}

export async function runChecksAgainAction(reviewId: number, input: MoveInput) {
  return formAction("run-checks-again", { reviewId, input }, (ctx) => runChecksAgain(ctx, reviewId, input), "checks");
}

export async function askWaiverAction(reviewId: number, input: AskWaiverInput) {
  return formAction("ask-waiver", { reviewId, input }, (ctx) => askWaiver(ctx, reviewId, input));
}

/** Refusals are logged under the action name. Result waivers keep the action name the log already uses. */
export async function askResultWaiverAction(reviewId: number, input: AskResultWaiverInput) {
  return formAction("ask-finding-waiver", { reviewId, input }, (ctx) => askResultWaiver(ctx, reviewId, input));
}

export async function breakGlassAction(reviewId: number, input: BreakGlassInput) {
  return formAction("break-glass", { reviewId, input }, (ctx) => breakGlass(ctx, reviewId, input));
}

export async function waiveResultAction(reviewId: number, input: WaiveResultInput) {
  return formAction("waive-finding", { reviewId, input }, (ctx) => waiveResult(ctx, reviewId, input));
}

export async function waiveGateAction(reviewId: number, input: WaiveInput) {
  return formAction("waive-gate", { reviewId, input }, (ctx) => waiveGate(ctx, reviewId, input));
}

export async function endGateWaiverAction(reviewId: number, input: EndGateWaiverInput) {
  return formAction("end-gate-waiver", { reviewId, input }, (ctx) => endGateWaiver(ctx, reviewId, input));
}

export async function endResultWaiverAction(reviewId: number, input: EndResultWaiverInput) {
  return formAction("end-finding-waiver", { reviewId, input }, (ctx) => endResultWaiver(ctx, reviewId, input));
}

export async function giveFeedbackAction(reviewId: number, input: GiveFeedbackInput) {
  return formAction("give-feedback", { reviewId, input }, (ctx) => giveFeedback(ctx, reviewId, input));
}

export async function addEvidenceAction(reviewId: number, input: AddEvidenceInput) {
  return formAction("add-evidence", { reviewId, input }, (ctx) => addEvidence(ctx, reviewId, input), "upload");
}

export async function raiseFindingAction(reviewId: number, input: RaiseFindingInput) {
  return formAction("raise-finding", { reviewId, input }, (ctx) => raiseFinding(ctx, reviewId, input));
}

export async function commentOnReviewAction(reviewId: number, input: CommentInput) {
  return formAction(
    "comment-on-review",
    { reviewId, input },
    (ctx) => commentOnReview(ctx, reviewId, input),
    "comment",
  );
}

export async function removeDocumentAction(reviewId: number, documentId: number, input: RemoveDocumentInput) {
  return formAction("remove-document", { reviewId, documentId, input }, (ctx) =>
    removeDocument(ctx, reviewId, documentId, input),
  );
}

export async function answerFindingAction(reviewId: number, findingId: number, input: AnswerFindingInput) {
  return formAction("answer-finding", { reviewId, findingId, input }, (ctx) =>
    answerFinding(ctx, reviewId, findingId, input),
  );
}

export async function settleFindingAction(reviewId: number, findingId: number, input: SettleFindingInput) {
  return formAction("settle-finding", { reviewId, findingId, input }, (ctx) =>
    settleFinding(ctx, reviewId, findingId, input),
  );
}

export async function recommendRiskAction(reviewId: number, findingId: number, input: RecommendRiskInput) {
  return formAction("recommend-risk", { reviewId, findingId, input }, (ctx) =>
    recommendRisk(ctx, reviewId, findingId, input),
  );
}

export async function acceptRiskAction(reviewId: number, findingId: number, input: AcceptRiskInput) {
  return formAction("accept-risk", { reviewId, findingId, input }, (ctx) =>
    acceptRisk(ctx, reviewId, findingId, input),
  );
}

export async function declineRiskAction(reviewId: number, findingId: number, input: DeclineRiskInput) {
  return formAction("decline-risk", { reviewId, findingId, input }, (ctx) =>
    declineRisk(ctx, reviewId, findingId, input),
  );
}

export async function keepConditionAction(reviewId: number, conditionId: number, input: KeepConditionInput) {
  return formAction("keep-condition", { reviewId, conditionId, input }, (ctx) =>
    keepCondition(ctx, reviewId, conditionId, input),
  );
}

export async function verifyConditionAction(reviewId: number, conditionId: number, input: MoveInput) {
  return formAction("verify-condition", { reviewId, conditionId, input }, (ctx) =>
    verifyCondition(ctx, reviewId, conditionId, input),
  );
}
