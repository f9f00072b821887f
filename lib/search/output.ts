import { z } from "zod";

export const searchItemOutput = z.object({
  kind: z.enum(["review", "threat-model", "person", "service", "team"]),
  label: z.string(),
  description: z.string(),
  href: z.string(),
});
export type SearchItem = z.infer<typeof searchItemOutput>;
export const searchOutput = z.object({ items: z.array(searchItemOutput) });
