import { z } from "zod";

const instant = z.union([z.date(), z.string()]);

export const inboxOutput = z.object({
  /** The moment of this answer; its times are relative to it. */
  asOf: instant,
  /** The time zone for people whose days follow the program's. */
  timeZone: z.string(),
  unread: z.number(),
  more: z.boolean().describe("Whether there may be more new items, older than those listed"),
  /** Latest first: all new items within the look-back, filled up with read ones. */
  items: z.array(
    z.object({ id: z.number(), href: z.string(), sentence: z.string(), at: instant, unread: z.boolean() }),
  ),
});
/** What others did that concerns someone, and how much of it they have not seen. */
export type Inbox = z.infer<typeof inboxOutput>;
