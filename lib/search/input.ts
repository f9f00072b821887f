import { z } from "zod";

export const searchInput = z.strictObject({
  q: z.string({ error: "must be text" }).trim().max(100, "must be at most 100 characters").default(""),
});
