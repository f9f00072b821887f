import { z } from "zod";

const instant = z.union([z.date(), z.string()]);

export const inboxOutput = z.object({
  /** The moment of this answer, which its times are read against. */
  asOf: instant,
  /** Whose days count where the program lives. */
  timeZone: z.string(),
  unread: z.number(),
  more: z.boolean().describe("Whether more is new than the items say, from before them"),
  /** The latest first: all that is new, as far as was looked, and of what was read so many that the list is filled. */
  items: z.array(
    z.object({ id: z.number(), href: z.string(), sentence: z.string(), at: instant, unread: z.boolean() }),
  ),
});
/** What others did that concerns someone, and how much of it they have not been shown. */
export type Inbox = z.infer<typeof inboxOutput>;
