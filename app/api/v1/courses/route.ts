import { apiRoute } from "#lib/web/api-route.ts";
import { addCourse } from "#lib/training/add-course.ts";
import { addCourseInput } from "#lib/training/input.ts";
import { courseOutput, coursesOutput } from "#lib/training/output.ts";
import { courseList } from "#lib/training/queries.ts";

export const GET = apiRoute({
  summary: "The courses with their completion",
  tag: "Training",
  answer: coursesOutput,
  run: async (ctx) => ({ items: await courseList(ctx) }),
});

export const POST = apiRoute({
  summary: "Add a course",
  tag: "Training",
  body: addCourseInput,
  answer: courseOutput,
  status: 201,
  run: (ctx, { body }) => addCourse(ctx, body),
});
