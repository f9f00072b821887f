import { apiRoute } from "#lib/web/api-route.ts";
import { logActivityInput } from "#lib/activity/input.ts";
import { logActivity } from "#lib/activity/log-activity.ts";
import { activitiesOutput, loggedActivityOutput } from "#lib/activity/output.ts";
import { activityByWeek, latestActivities } from "#lib/activity/queries.ts";

export const GET = apiRoute({
  summary: "Your own logged time: the last twelve weeks and the latest entries",
  tag: "Activity",
  answer: activitiesOutput,
  run: async (ctx) => ({
    weeks: (await activityByWeek(ctx, ctx.actor.personId)) ?? [],
    items: (await latestActivities(ctx, ctx.actor.personId)) ?? [],
  }),
});

export const POST = apiRoute({
  summary: "Log your own time",
  tag: "Activity",
  body: logActivityInput,
  answer: loggedActivityOutput,
  status: 201,
  run: (ctx, { body }) => logActivity(ctx, body),
});
