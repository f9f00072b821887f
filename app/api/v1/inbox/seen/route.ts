import { apiRoute } from "#lib/web/api-route.ts";
import { seeInboxInput } from "#lib/notifications/input.ts";
import { inboxOutput } from "#lib/notifications/output.ts";
import { inboxFor } from "#lib/notifications/queries.ts";
import { seeInbox } from "#lib/notifications/see-inbox.ts";

export const PUT = apiRoute({
  summary: "Mark inbox items as read, up to and including the id of an item",
  tag: "People",
  body: seeInboxInput,
  answer: inboxOutput,
  run: async (ctx, { body }) => {
    await seeInbox(ctx, body);
    return inboxFor(ctx);
  },
});
