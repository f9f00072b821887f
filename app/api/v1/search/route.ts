import { apiRoute } from "#lib/web/api-route.ts";
import { searchOutput } from "#lib/search/output.ts";
import { search } from "#lib/search/queries.ts";

export const GET = apiRoute({
  summary: "Search reviews, threat models, people, services and teams by name",
  tag: "Search",
  query: { q: "Part of a name, REV-12 or 12" },
  answer: searchOutput,
  limit: "search",
  run: (ctx, { query }) => search(ctx, { q: query.q ?? "" }),
});
