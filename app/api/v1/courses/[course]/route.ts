import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { coursePageOutput } from "#lib/training/output.ts";
import { coursePage } from "#lib/training/queries.ts";

export const GET = apiRoute({
  summary: "A course",
  tag: "Training",
  params: { course: "The id of the course" },
  answer: coursePageOutput,
  run: (ctx, { params }) => coursePage(ctx, idParam(params, "course", "The course")),
});
