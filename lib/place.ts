import { z } from "zod";

/** Where a list is, in answers: pages are counted from 1. `more`: it holds more than `total`, which is as far as rows are counted. */
export const placeOutput = {
  total: z.number(),
  more: z.boolean(),
  page: z.number(),
  pages: z.number(),
};
export type Place = z.infer<z.ZodObject<typeof placeOutput>>;
