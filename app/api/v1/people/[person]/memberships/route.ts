import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { joinTeamBody } from "#lib/people/input.ts";
import { joinTeam } from "#lib/people/join-team.ts";
import { joinedOutput } from "#lib/people/output.ts";

export const POST = apiRoute({
  summary: "Add a person to a team",
  tag: "People",
  params: { person: "The id of the person" },
  body: joinTeamBody,
  answer: joinedOutput,
  status: 201,
  run: (ctx, { params, body }) => joinTeam(ctx, { ...body, personId: idParam(params, "person", "The person") }),
});
