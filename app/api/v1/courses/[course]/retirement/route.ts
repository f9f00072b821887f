import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { retiredCourseOutput } from "#lib/training/output.ts";
import { retireCourse } from "#lib/training/retire-course.ts";

export const POST = apiRoute({
  summary: "Retire a course",
  tag: "Training",
  params: { course: "The id of the course" },
  answer: retiredCourseOutput,
  run: (ctx, { params }) => retireCourse(ctx, { courseId: idParam(params, "course", "The course") }),
});
