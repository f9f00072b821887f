import { z } from "zod";

const instant = z.union([z.date(), z.string()]);

export const inboxOutput = z.object({
  unread: z.number(),
  /** The latest first. */
  items: z.array(
    z.object({ id: z.number(), href: z.string(), sentence: z.string(), at: instant, unread: z.boolean() }),
  ),
});
/** What others did that concerns somebody, and how much of it they have not been shown. */
export type Inbox = z.infer<typeof inboxOutput>;
