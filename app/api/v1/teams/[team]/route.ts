import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { editTeam } from "#lib/teams/edit-team.ts";
import { editTeamBody } from "#lib/teams/input.ts";
import { teamOutput, teamPageOutput } from "#lib/teams/output.ts";
import { teamPage } from "#lib/teams/team-queries.ts";

export const GET = apiRoute({
  summary: "A team with its members, services and reviews",
  tag: "Teams",
  params: { team: "The id of the team" },
  answer: teamPageOutput,
  run: (ctx, { params }) => teamPage(ctx, idParam(params, "team", "The team")),
});

export const PATCH = apiRoute({
  summary: "Edit a team",
  tag: "Teams",
  params: { team: "The id of the team" },
  body: editTeamBody,
  answer: teamOutput,
  run: (ctx, { params, body }) => editTeam(ctx, { ...body, teamId: idParam(params, "team", "The team") }),
});
