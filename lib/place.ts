import { z } from "zod";

/** The position within a paged list. */
export const placeOutput = {
  total: z.number().describe("Number of items on all pages"),
  totalIsAtLeast: z.boolean().describe("Whether there are more than total, because counting stops there"),
  page: z.number().describe("Number of this page, from 1; the last page if a later one was requested"),
  pages: z.number().describe("Number of pages available; to read all, continue until page equals this number"),
};
export type Place = z.infer<z.ZodObject<typeof placeOutput>>;
