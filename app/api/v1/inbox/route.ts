import { apiRoute } from "#lib/web/api-route.ts";
import { inboxOutput } from "#lib/notifications/output.ts";
import { inboxFor } from "#lib/notifications/queries.ts";

export const GET = apiRoute({
  summary: "What others did that concerns you, newest first",
  tag: "People",
  answer: inboxOutput,
  run: inboxFor,
});
