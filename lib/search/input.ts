import { z } from "zod";
import { paragraph } from "#lib/input.ts";

export const searchInput = z.strictObject({ q: paragraph(100).trim().default("") });
export type SearchInput = z.input<typeof searchInput>;
