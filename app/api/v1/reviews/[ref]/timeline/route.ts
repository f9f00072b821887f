import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { z } from "zod";
import { timeline } from "#lib/events/timeline.ts";
import { PAGE, readParameters } from "#lib/parameters.ts";
import { placeOutput } from "#lib/place.ts";
import { loadReview } from "#lib/reviews/detail.ts";

const entry = z.object({
  id: z.number(),
  at: z.string(),
  type: z.string(),
  actor: z.object({ id: z.number().nullable(), name: z.string() }),
  sentence: z.string(),
});

const PARAMETERS = { page: PAGE };

export const GET = apiRoute({
  summary: "The events of a review, newest first, 200 a page",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  query: PARAMETERS,
  answer: z.object({ events: z.array(entry), ...placeOutput }),
  run: async (ctx, { params, query }) => {
    const { id } = await loadReview(ctx, reviewParam(params));
    const { page } = readParameters(PARAMETERS, query);
    const { items, ...place } = await timeline(ctx, { kind: "review", id }, page ?? 1);
    return { events: items, ...place };
  },
});
