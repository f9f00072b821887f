import { logActivityInput } from "#lib/activity/input.ts";
import { logActivity } from "#lib/activity/log-activity.ts";
import { activityOutput } from "#lib/activity/output.ts";
import { apiRoute } from "#lib/web/api-route.ts";

export const POST = apiRoute({
  summary: "Log your own time",
  tag: "Activity",
  body: logActivityInput,
  answer: activityOutput,
  status: 201,
  run: (ctx, { body }) => logActivity(ctx, body),
});
