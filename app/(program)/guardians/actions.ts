"use server";

import type { LogActivityInput } from "#lib/activity/input.ts";
import { logActivity } from "#lib/activity/log-activity.ts";
import { awardBelt } from "#lib/belts/award-belt.ts";
import type { AwardBeltInput, RevokeBeltInput } from "#lib/belts/input.ts";
import { revokeBelt } from "#lib/belts/revoke-belt.ts";
import { consent } from "#lib/guardians/consent.ts";
import { decline } from "#lib/guardians/decline.ts";
import type {
  ConsentInput,
  DeclineInput,
  LeaveInput,
  NominateInput,
  PauseInput,
  ResumeInput,
  StartTrainingInput,
} from "#lib/guardians/input.ts";
import { leave } from "#lib/guardians/leave.ts";
import { nominate } from "#lib/guardians/nominate.ts";
import { pause } from "#lib/guardians/pause.ts";
import { resume } from "#lib/guardians/resume.ts";
import { startTraining } from "#lib/guardians/start-training.ts";
import { editPerson } from "#lib/people/edit-person.ts";
import type { EditPersonInput, MembershipInput } from "#lib/people/input.ts";
import { leaveTeam } from "#lib/people/leave-team.ts";
import { editService } from "#lib/teams/edit-service.ts";
import { editTeam } from "#lib/teams/edit-team.ts";
import type { EditServiceInput, EditTeamInput, RetireServiceInput } from "#lib/teams/input.ts";
import { retireService } from "#lib/teams/retire-service.ts";
import { formAction } from "#lib/web/form-action.ts";

export async function editPersonAction(input: EditPersonInput) {
  return formAction("edit-person", { input }, (ctx) => editPerson(ctx, input));
}

export async function editServiceAction(input: EditServiceInput) {
  return formAction("edit-service", { input }, (ctx) => editService(ctx, input));
}

export async function retireServiceAction(input: RetireServiceInput) {
  return formAction("retire-service", { input }, (ctx) => retireService(ctx, input));
}

export async function editTeamAction(input: EditTeamInput) {
  return formAction("edit-team", { input }, (ctx) => editTeam(ctx, input));
}

export async function leaveTeamAction(input: MembershipInput) {
  return formAction("leave-team", { input }, (ctx) => leaveTeam(ctx, input));
}

export async function nominateAction(input: NominateInput) {
  return formAction("nominate", { input }, (ctx) => nominate(ctx, input));
}

export async function consentAction(input: ConsentInput) {
  return formAction("consent", { input }, (ctx) => consent(ctx, input));
}

export async function declineAction(input: DeclineInput) {
  return formAction("decline", { input }, (ctx) => decline(ctx, input));
}

export async function startTrainingAction(input: StartTrainingInput) {
  return formAction("start-training", { input }, (ctx) => startTraining(ctx, input));
}

export async function pauseAction(input: PauseInput) {
  return formAction("pause", { input }, (ctx) => pause(ctx, input));
}

export async function resumeAction(input: ResumeInput) {
  return formAction("resume", { input }, (ctx) => resume(ctx, input));
}

export async function leaveAction(input: LeaveInput) {
  return formAction("leave", { input }, (ctx) => leave(ctx, input));
}

export async function awardBeltAction(input: AwardBeltInput) {
  return formAction("award-belt", { input }, (ctx) => awardBelt(ctx, input));
}

export async function revokeBeltAction(input: RevokeBeltInput) {
  return formAction("revoke-belt", { input }, (ctx) => revokeBelt(ctx, input));
}

export async function logActivityAction(input: LogActivityInput) {
  return formAction("log-activity", { input }, (ctx) => logActivity(ctx, input));
}
