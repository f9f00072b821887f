import { bigint, integer, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** A seal that was posted to where whoever can write here cannot, or that is to be: with what is said of it there. */
export const anchors = pgTable("anchors", {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  sealNumber: integer().notNull(),
  hash: text().notNull(),
  sealedAt: instant().notNull(),
  /** How many events the chain holds up to this seal. */
  events: bigint({ mode: "number" }).notNull(),
  askedAt: instant().notNull(),
  postedAt: instant(),
  /** Why the last try failed, in our own words: nothing of the answer. */
  problem: text(),
});
