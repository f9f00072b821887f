import { z } from "zod";

/** The position within a paged list. */
export const placeOutput = {
  total: z.number().describe("How many there are on all pages"),
  totalIsAtLeast: z.boolean().describe("Whether there are more than total, which is as far as they are counted"),
  page: z.number().describe("Which page this is, from 1; of a page after the last one, the last"),
  pages: z.number().describe("How many pages can be asked for: whoever wants all asks until page is this number"),
};
export type Place = z.infer<z.ZodObject<typeof placeOutput>>;
