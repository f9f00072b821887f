import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { launchInput } from "#lib/reviews/input.ts";
import { recordLaunch } from "#lib/reviews/launch/record-launch.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const PUT = apiRoute({
  summary: "Record the day the change was launched",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: launchInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) => recordLaunch(ctx, reviewParam(params), body),
});
