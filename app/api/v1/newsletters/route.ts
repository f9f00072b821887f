import { apiRoute } from "#lib/web/api-route.ts";
import { z } from "zod";
import { draftNewsletter } from "#lib/newsletters/draft-newsletter.ts";
import { draftNewsletterInput } from "#lib/newsletters/input.ts";
import { newsletterRowOutput } from "#lib/newsletters/output.ts";
import { listNewsletters } from "#lib/newsletters/queries.ts";

export const GET = apiRoute({
  summary: "The letters you may read",
  tag: "Newsletters",
  answer: z.object({ items: z.array(newsletterRowOutput) }),
  run: async (ctx) => ({ items: await listNewsletters(ctx) }),
});

export const POST = apiRoute({
  summary: "Draft an organisation's letter for a quarter from a frozen snapshot",
  tag: "Newsletters",
  body: draftNewsletterInput,
  answer: z.object({ id: z.number() }),
  status: 201,
  run: (ctx, { body }) => draftNewsletter(ctx, body),
});
