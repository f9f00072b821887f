import { apiRoute } from "#lib/web/api-route.ts";
import { publishCriteriaInput } from "#lib/belts/input.ts";
import { criteriaVersionsOutput, publishedOutput } from "#lib/belts/output.ts";
import { publishCriteria } from "#lib/belts/publish-criteria.ts";
import { criteriaVersions } from "#lib/belts/queries.ts";

export const GET = apiRoute({
  summary: "Every version of the criteria",
  tag: "Belts",
  answer: criteriaVersionsOutput,
  run: async (ctx) => ({ items: await criteriaVersions(ctx) }),
});

export const POST = apiRoute({
  summary: "Publish new criteria",
  tag: "Belts",
  body: publishCriteriaInput,
  answer: publishedOutput,
  status: 201,
  run: (ctx, { body }) => publishCriteria(ctx, body),
});
