import { z } from "zod";
import { logActivityInput } from "#lib/activity/input.ts";
import { awardBeltInput, publishCriteriaInput, revokeBeltInput } from "#lib/belts/input.ts";
import {
  acceptRiskInput,
  answerFindingInput,
  declineRiskInput,
  raiseFindingInput,
  recommendRiskInput,
  settleFindingInput,
} from "#lib/findings/input.ts";
import * as guardians from "#lib/guardians/input.ts";
import { measureInput } from "#lib/metrics/input.ts";
import { draftNewsletterInput, editNewsletterInput } from "#lib/newsletters/input.ts";
import { seeInboxInput } from "#lib/notifications/input.ts";
import * as people from "#lib/people/input.ts";
import { publishProfileInput } from "#lib/policies/input.ts";
import { editGoalInput, editProgramInput, endGoalInput, setGoalInput } from "#lib/program/input.ts";
import * as programReviews from "#lib/program-reviews/input.ts";
import { importPastReviewsInput, undoImportInput } from "#lib/reviews/imports/file/input.ts";
import * as reviews from "#lib/reviews/input.ts";
import { searchInput } from "#lib/search/input.ts";
import * as teams from "#lib/teams/input.ts";
import { importThreatModelInput } from "#lib/threat-models/input.ts";
import { addCourseInput, editCourseInput, recordCompletionInput, retireCourseInput } from "#lib/training/input.ts";
import type { Schema } from "#tests/support/api.ts";

/** What an action takes: ids in front, of a review, of any row or of a quarter, and then the input of its verb. */
export type ActionInput = { ids: readonly ("review" | "row" | "quarter")[]; schema?: Schema };

function of(schema: z.ZodType, ...ids: ActionInput["ids"]): ActionInput {
  return { ids, schema: z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Schema };
}

const ofReview = (schema: z.ZodType) => of(schema, "review");
const file = z.strictObject({ name: z.string(), content: z.string() });

/** The input of each server action, by its name. An action that is not here is not called: the fuzz says so and fails. */
export const ACTION_INPUTS: Record<string, ActionInput> = {
  addCourseAction: of(addCourseInput),
  addEvidenceAction: ofReview(reviews.addEvidenceInput),
  addOrganisationAction: of(teams.addOrganisationInput),
  addPersonAction: of(people.addPersonInput),
  addServiceAction: of(teams.addServiceInput),
  addTeamAction: of(teams.addTeamInput),
  answerFindingAction: of(answerFindingInput, "review", "row"),
  approveReviewAction: ofReview(reviews.approveInput),
  askResultWaiverAction: ofReview(reviews.askResultWaiverInput),
  askWaiverAction: ofReview(reviews.askWaiverInput),
  assignGuardianAction: ofReview(reviews.assignGuardianInput),
  awardBeltAction: of(awardBeltInput),
  breakGlassAction: ofReview(reviews.breakGlassInput),
  cancelReviewAction: ofReview(reviews.cancelInput),
  changeTierAction: ofReview(reviews.changeTierInput),
  claimReviewAction: ofReview(reviews.claimInput),
  closeReviewAction: ofReview(reviews.closeInput),
  commentOnReviewAction: ofReview(reviews.commentInput),
  closeProgramReviewAction: of(programReviews.closeProgramReviewInput),
  consentAction: of(guardians.consentInput),
  deactivatePersonAction: of(people.deactivatePersonInput),
  declineAction: of(guardians.declineInput),
  draftNewsletterAction: of(draftNewsletterInput),
  editCourseAction: of(editCourseInput),
  editNewsletterAction: of(editNewsletterInput, "row"),
  editDecisionAction: of(programReviews.editDecisionInput, "quarter", "row"),
  editGoalAction: of(editGoalInput, "row"),
  editOrganisationAction: of(teams.editOrganisationInput),
  editPersonAction: of(people.editPersonInput),
  editProgramAction: of(editProgramInput),
  editProgramReviewAction: of(programReviews.editProgramReviewInput, "quarter"),
  endGoalAction: of(endGoalInput, "row"),
  editReviewAction: ofReview(reviews.editReviewInput),
  editServiceAction: of(teams.editServiceInput),
  editTeamAction: of(teams.editTeamInput),
  endResultWaiverAction: ofReview(reviews.endResultWaiverInput),
  endGateWaiverAction: ofReview(reviews.endGateWaiverInput),
  confirmGrantAction: of(people.confirmGrantInput),
  confirmIdentityAction: of(people.unlinkIdentityInput),
  confirmNoPoliciesAction: ofReview(reviews.moveInput),
  endorseRevisionAction: ofReview(reviews.moveInput),
  endSessionsAction: of(people.endSessionsInput),
  erasedAtOnceAction: of(people.erasedAtOnceInput),
  erasePersonAction: of(people.erasePersonInput),
  giveFeedbackAction: ofReview(reviews.giveFeedbackInput),
  grantRoleAction: of(people.grantRoleInput),
  holdReviewAction: ofReview(reviews.holdInput),
  importReviewsAction: of(importPastReviewsInput),
  importThreatModelAction: of(importThreatModelInput),
  joinTeamAction: of(people.membershipInput),
  leaveAction: of(guardians.leaveInput),
  leaveTeamAction: of(people.membershipInput),
  linkIdentityAction: of(people.linkIdentityInput),
  logActivityAction: of(logActivityInput),
  nominateAction: of(guardians.nominateInput),
  openProgramReviewAction: of(programReviews.openProgramReviewInput),
  openReviewAction: of(reviews.openReviewInput),
  pauseAction: of(guardians.pauseInput),
  peopleAction: { ids: [] },
  peopleCalledAction: of(searchInput),
  publishCriteriaAction: of(publishCriteriaInput),
  publishProfileAction: of(publishProfileInput),
  raiseFindingAction: ofReview(raiseFindingInput),
  recogniseAction: of(file),
  recordAttendanceAction: of(programReviews.recordAttendanceInput, "quarter"),
  recordCompletionAction: of(recordCompletionInput),
  recordDecisionAction: of(programReviews.recordDecisionInput, "quarter"),
  recordLaunchAction: ofReview(reviews.launchInput),
  rejectReviewAction: ofReview(reviews.rejectInput),
  releaseReviewAction: ofReview(reviews.releaseInput),
  measureMetricAction: of(measureInput),
  removeAttendanceAction: of(programReviews.removeAttendanceInput, "quarter"),
  removeDecisionAction: of(programReviews.removeDecisionInput, "quarter"),
  removeDocumentAction: of(reviews.removeDocumentInput, "review", "row"),
  reopenReviewAction: ofReview(reviews.reasonInput),
  requestChangesAction: ofReview(reviews.requestChangesInput),
  resubmitReviewAction: ofReview(reviews.resubmitInput),
  resumeAction: of(guardians.resumeInput),
  resumeReviewAction: ofReview(reviews.moveInput),
  retireCourseAction: of(retireCourseInput),
  retireServiceAction: of(teams.retireServiceInput),
  revokeBeltAction: of(revokeBeltInput),
  revokeRoleAction: of(people.revokeRoleInput),
  runChecksAgainAction: ofReview(reviews.moveInput),
  seeInboxAction: of(seeInboxInput),
  servicesCalledAction: of(searchInput),
  setGoalAction: of(setGoalInput),
  recommendRiskAction: of(recommendRiskInput, "review", "row"),
  acceptRiskAction: of(acceptRiskInput, "review", "row"),
  declineRiskAction: of(declineRiskInput, "review", "row"),
  settleFindingAction: of(settleFindingInput, "review", "row"),
  settleFollowUpAction: of(programReviews.settleFollowUpInput, "quarter", "row"),
  startTrainingAction: of(guardians.startTrainingInput),
  submitReviewAction: ofReview(reviews.moveInput),
  unlinkIdentityAction: of(people.unlinkIdentityInput),
  keepConditionAction: of(reviews.keepConditionInput, "review", "row"),
  verifyConditionAction: of(reviews.moveInput, "review", "row"),
  undoImportAction: of(undoImportInput),
  waiveResultAction: ofReview(reviews.waiveResultInput),
  waiveGateAction: ofReview(reviews.waiveInput),
};
