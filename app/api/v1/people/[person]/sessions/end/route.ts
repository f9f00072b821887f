import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { endSessions } from "#lib/people/end-sessions.ts";
import { sessionsEndedOutput } from "#lib/people/output.ts";

export const POST = apiRoute({
  summary: "End all sessions of a person: they are signed out everywhere",
  tag: "People",
  params: { person: "The id of the person" },
  answer: sessionsEndedOutput,
  run: (ctx, { params }) => endSessions(ctx, { personId: idParam(params, "person", "The person") }),
});
