import { apiRoute } from "#lib/web/api-route.ts";
import { addTeam } from "#lib/teams/add-team.ts";
import { addTeamInput } from "#lib/teams/input.ts";
import { teamOutput, teamsOutput } from "#lib/teams/output.ts";
import { teamList } from "#lib/teams/team-queries.ts";

export const GET = apiRoute({
  summary: "The teams with their guardians and services",
  tag: "Teams",
  answer: teamsOutput,
  run: async (ctx) => ({ items: await teamList(ctx) }),
});

export const POST = apiRoute({
  summary: "Add a team",
  tag: "Teams",
  body: addTeamInput,
  answer: teamOutput,
  status: 201,
  run: (ctx, { body }) => addTeam(ctx, body),
});
