import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { z } from "zod";
import { timeline } from "#lib/events/timeline.ts";
import { loadReview } from "#lib/reviews/detail.ts";

const entry = z.object({
  id: z.number(),
  at: z.string(),
  type: z.string(),
  actor: z.object({ id: z.number().nullable(), name: z.string() }),
  sentence: z.string(),
});

export const GET = apiRoute({
  summary: "Every event of a review, the latest first",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  answer: z.object({ events: z.array(entry) }),
  run: async (ctx, { params }) => {
    const review = await loadReview(ctx, reviewParam(params));
    return { events: await timeline(ctx, { kind: "review", id: review.id }) };
  },
});
