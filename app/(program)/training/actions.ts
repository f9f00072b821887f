"use server";

import { addCourse } from "#lib/training/add-course.ts";
import { editCourse } from "#lib/training/edit-course.ts";
import type { AddCourseInput, EditCourseInput, RecordCompletionInput, RetireCourseInput } from "#lib/training/input.ts";
import { recordCompletion } from "#lib/training/record-completion.ts";
import { retireCourse } from "#lib/training/retire-course.ts";
import { formAction } from "#lib/web/form-action.ts";

export async function addCourseAction(input: AddCourseInput) {
  return formAction("add-course", { input }, (ctx) => addCourse(ctx, input));
}

export async function editCourseAction(input: EditCourseInput) {
  return formAction("edit-course", { input }, (ctx) => editCourse(ctx, input));
}

export async function retireCourseAction(input: RetireCourseInput) {
  return formAction("retire-course", { input }, (ctx) => retireCourse(ctx, input));
}

export async function recordCompletionAction(input: RecordCompletionInput) {
  return formAction("record-completion", { input }, (ctx) => recordCompletion(ctx, input));
}
