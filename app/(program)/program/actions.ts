"use server";

import type { PublishCriteriaInput } from "#lib/belts/input.ts";
import { publishCriteria } from "#lib/belts/publish-criteria.ts";
import { measuredNow } from "#lib/metrics/goal-value.ts";
import type { MeasureInput } from "#lib/metrics/input.ts";
import { setMeasuredGoal } from "#lib/metrics/set-measured-goal.ts";
import { editGoal } from "#lib/program/edit-goal.ts";
import { editProgram } from "#lib/program/edit-program.ts";
import { endGoal } from "#lib/program/end-goal.ts";
import type { EditGoalInput, EditProgramInput, EndGoalInput, SetGoalInput } from "#lib/program/input.ts";
import { formAction } from "#lib/web/form-action.ts";

export async function publishCriteriaAction(input: PublishCriteriaInput) {
  return formAction("publish-criteria", { input }, (ctx) => publishCriteria(ctx, input));
}

export async function editProgramAction(input: EditProgramInput) {
  return formAction("edit-program", { input }, (ctx) => editProgram(ctx, input));
}

export async function setGoalAction(input: SetGoalInput) {
  return formAction("set-goal", { input }, (ctx) => setMeasuredGoal(ctx, input));
}

export async function editGoalAction(goalId: number, input: EditGoalInput) {
  return formAction("edit-goal", { goalId, input }, (ctx) => editGoal(ctx, goalId, input));
}

export async function endGoalAction(goalId: number, input: EndGoalInput) {
  return formAction("end-goal", { goalId, input }, (ctx) => endGoal(ctx, goalId, input));
}

export async function measureMetricAction(input: MeasureInput) {
  return formAction("measure-metric", { input }, (ctx) => measuredNow(ctx, input));
}
