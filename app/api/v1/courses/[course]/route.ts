import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { editCourse } from "#lib/training/edit-course.ts";
import { editCourseBody } from "#lib/training/input.ts";
import { courseOutput, coursePageOutput } from "#lib/training/output.ts";
import { COURSE_PARAMETERS, coursePage } from "#lib/training/queries.ts";

export const GET = apiRoute({
  summary: "A course with its completions, 50 a page",
  tag: "Training",
  params: { course: "The id of the course" },
  query: COURSE_PARAMETERS,
  answer: coursePageOutput,
  run: (ctx, { params, query }) => coursePage(ctx, idParam(params, "course", "The course"), query),
});

export const PATCH = apiRoute({
  summary: "Edit a course",
  tag: "Training",
  params: { course: "The id of the course" },
  body: editCourseBody,
  answer: courseOutput,
  run: (ctx, { params, body }) => editCourse(ctx, { ...body, courseId: idParam(params, "course", "The course") }),
});
