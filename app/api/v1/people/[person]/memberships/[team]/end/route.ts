import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { leaveTeam } from "#lib/people/leave-team.ts";
import { membershipOutput } from "#lib/people/output.ts";

export const POST = apiRoute({
  summary: "End a membership of a team",
  tag: "People",
  params: { person: "The id of the person", team: "The id of the team" },
  answer: membershipOutput,
  run: (ctx, { params }) =>
    leaveTeam(ctx, { personId: idParam(params, "person", "The person"), teamId: idParam(params, "team", "The team") }),
});
