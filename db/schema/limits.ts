import { integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** How often one caller did one thing in one window: here, so that every instance counts the same. */
export const rateCounts = pgTable(
  "rate_counts",
  {
    name: text().notNull(),
    windowStart: instant().notNull(),
    /** A person, a token, a network address or, of an account that was refused, its hash. */
    who: text().notNull(),
    count: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.name, t.windowStart, t.who] })],
);
