import { integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** How often a caller did something within one window. Stored in the database so that all instances share the count. */
export const rateCounts = pgTable(
  "rate_counts",
  {
    name: text().notNull(),
    windowStart: instant().notNull(),
    /** A person, token or network address, or the hash of a refused account. */
    who: text().notNull(),
    count: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.name, t.windowStart, t.who] })],
);
