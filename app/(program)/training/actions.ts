"use server";

import { addCourse } from "#lib/training/add-course.ts";
import { recordCompletion } from "#lib/training/record-completion.ts";
import { formAction } from "#lib/web/form-action.ts";

type Input = Record<string, unknown>;

export async function addCourseAction(input: Input) {
  return formAction("add-course", (ctx) => addCourse(ctx, input));
}

export async function recordCompletionAction(input: Input) {
  return formAction("record-completion", (ctx) => recordCompletion(ctx, input));
}
