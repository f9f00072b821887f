import { z } from "zod";
import { paragraph } from "#lib/input.ts";
import { SEARCH_LENGTH } from "#lib/lengths.ts";

export const searchInput = z.strictObject({ q: paragraph(SEARCH_LENGTH).trim().default("") });
export type SearchInput = z.input<typeof searchInput>;
