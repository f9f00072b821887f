"use server";

import type { PublishCriteriaInput } from "#lib/belts/input.ts";
import { publishCriteria } from "#lib/belts/publish-criteria.ts";
import { editProgram } from "#lib/program/edit-program.ts";
import type { EditProgramInput, SetGoalInput } from "#lib/program/input.ts";
import { setGoal } from "#lib/program/set-goal.ts";
import { formAction } from "#lib/web/form-action.ts";

export async function publishCriteriaAction(input: PublishCriteriaInput) {
  return formAction("publish-criteria", (ctx) => publishCriteria(ctx, input));
}

export async function editProgramAction(input: EditProgramInput) {
  return formAction("edit-program", (ctx) => editProgram(ctx, input));
}

export async function setGoalAction(input: SetGoalInput) {
  return formAction("set-goal", (ctx) => setGoal(ctx, input));
}
