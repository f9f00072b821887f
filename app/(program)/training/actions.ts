"use server";

import { addCourse } from "#lib/training/add-course.ts";
import type { AddCourseInput, RecordCompletionInput } from "#lib/training/input.ts";
import { recordCompletion } from "#lib/training/record-completion.ts";
import { formAction } from "#lib/web/form-action.ts";

export async function addCourseAction(input: AddCourseInput) {
  return formAction("add-course", (ctx) => addCourse(ctx, input));
}

export async function recordCompletionAction(input: RecordCompletionInput) {
  return formAction("record-completion", (ctx) => recordCompletion(ctx, input));
}
