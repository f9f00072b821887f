import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { teamPageOutput } from "#lib/teams/output.ts";
import { teamPage } from "#lib/teams/team-queries.ts";

export const GET = apiRoute({
  summary: "A team with its members, services and reviews",
  tag: "Teams",
  params: { team: "The id of the team" },
  answer: teamPageOutput,
  run: (ctx, { params }) => teamPage(ctx, idParam(params, "team", "The team")),
});
