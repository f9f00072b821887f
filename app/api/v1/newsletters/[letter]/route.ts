import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { z } from "zod";
import { editNewsletter } from "#lib/newsletters/edit-newsletter.ts";
import { editNewsletterInput } from "#lib/newsletters/input.ts";
import { newsletterOutput } from "#lib/newsletters/output.ts";
import { newsletterPage } from "#lib/newsletters/queries.ts";

const params = { letter: "The id of the letter" };

export const GET = apiRoute({
  summary: "A letter with its frozen numbers",
  tag: "Newsletters",
  params,
  answer: newsletterOutput,
  run: (ctx, { params }) => newsletterPage(ctx, idParam(params, "letter", "The letter")),
});

export const PATCH = apiRoute({
  summary: "Write the three sentences of a draft",
  tag: "Newsletters",
  params,
  body: editNewsletterInput,
  answer: z.object({ id: z.number() }),
  run: (ctx, { params, body }) => editNewsletter(ctx, idParam(params, "letter", "The letter"), body),
});
