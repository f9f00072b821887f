"use server";

import { publishCriteria } from "#lib/belts/publish-criteria.ts";
import { editProgram } from "#lib/program/edit-program.ts";
import { setGoal } from "#lib/program/set-goal.ts";
import { formAction } from "#lib/web/form-action.ts";

type Input = Record<string, unknown>;

export async function publishCriteriaAction(input: Input) {
  return formAction("publish-criteria", (ctx) => publishCriteria(ctx, input));
}

export async function editProgramAction(input: Input) {
  return formAction("edit-program", (ctx) => editProgram(ctx, input));
}

export async function setGoalAction(input: Input) {
  return formAction("set-goal", (ctx) => setGoal(ctx, input));
}
