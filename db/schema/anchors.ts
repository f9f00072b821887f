import { bigint, integer, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/**
 * A seal posted, or to be posted, to a place outside the reach of anyone who can write here, together with the posted
 * text.
 */
export const anchors = pgTable("anchors", {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  sealNumber: integer().notNull(),
  hash: text().notNull(),
  sealedAt: instant().notNull(),
  /** Number of events in the chain up to this seal. */
  events: bigint({ mode: "number" }).notNull(),
  askedAt: instant().notNull(),
  postedAt: instant(),
  /** Why the last attempt failed, in our own words: nothing from the response. */
  problem: text(),
});
