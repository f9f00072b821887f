import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { personProfile } from "#lib/people/queries.ts";
import { personCoursesOutput } from "#lib/training/output.ts";
import { personCourses } from "#lib/training/queries.ts";

export const GET = apiRoute({
  summary: "A person's progress in each course",
  tag: "Training",
  params: { person: "The id of the person" },
  answer: personCoursesOutput,
  run: async (ctx, { params }) => {
    const { id } = await personProfile(ctx, idParam(params, "person", "The person"));
    return { items: await personCourses(ctx, id) };
  },
});
