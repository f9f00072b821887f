import { timestamp } from "drizzle-orm/pg-core";

/** A point in time, stored in UTC to the millisecond. */
export function instant() {
  return timestamp({ withTimezone: true, precision: 3, mode: "date" });
}
