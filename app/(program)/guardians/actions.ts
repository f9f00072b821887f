"use server";

import { logActivity } from "#lib/activity/log-activity.ts";
import { awardBelt } from "#lib/belts/award-belt.ts";
import { revokeBelt } from "#lib/belts/revoke-belt.ts";
import { consent } from "#lib/guardians/consent.ts";
import { leave } from "#lib/guardians/leave.ts";
import { nominate } from "#lib/guardians/nominate.ts";
import { pause } from "#lib/guardians/pause.ts";
import { resume } from "#lib/guardians/resume.ts";
import { startTraining } from "#lib/guardians/start-training.ts";
import { leaveTeam } from "#lib/people/leave-team.ts";
import { editService } from "#lib/teams/edit-service.ts";
import { formAction } from "#lib/web/form-action.ts";

type Input = Record<string, unknown>;

export async function editServiceAction(input: Input) {
  return formAction("edit-service", (ctx) => editService(ctx, input));
}

export async function leaveTeamAction(input: Input) {
  return formAction("leave-team", (ctx) => leaveTeam(ctx, input));
}

export async function nominateAction(input: Input) {
  return formAction("nominate", (ctx) => nominate(ctx, input));
}

export async function consentAction(input: Input) {
  return formAction("consent", (ctx) => consent(ctx, input));
}

export async function startTrainingAction(input: Input) {
  return formAction("start-training", (ctx) => startTraining(ctx, input));
}

export async function pauseAction(input: Input) {
  return formAction("pause", (ctx) => pause(ctx, input));
}

export async function resumeAction(input: Input) {
  return formAction("resume", (ctx) => resume(ctx, input));
}

export async function leaveAction(input: Input) {
  return formAction("leave", (ctx) => leave(ctx, input));
}

export async function awardBeltAction(input: Input) {
  return formAction("award-belt", (ctx) => awardBelt(ctx, input));
}

export async function revokeBeltAction(input: Input) {
  return formAction("revoke-belt", (ctx) => revokeBelt(ctx, input));
}

export async function logActivityAction(input: Input) {
  return formAction("log-activity", (ctx) => logActivity(ctx, input));
}
