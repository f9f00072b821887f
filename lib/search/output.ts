import { z } from "zod";

const kind = z.enum(["review", "threat-model", "person", "service", "team"]);
export const searchItemOutput = z.object({
  kind,
  label: z.string(),
  description: z.string(),
  href: z.string(),
});
export type SearchItem = z.infer<typeof searchItemOutput>;
export const searchOutput = z.object({
  items: z.array(searchItemOutput),
  more: z
    .array(z.object({ kind, href: z.string() }))
    .describe("Kinds with more matches, each with the page that lists them"),
});
export type SearchAnswer = z.infer<typeof searchOutput>;
