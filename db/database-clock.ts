import { sql } from "drizzle-orm";
import { type Executes, rowsOf } from "./rows-of.ts";

/** The database's current time. The embedded one uses this machine's clock. */
export async function databaseClock(db: Executes): Promise<Date> {
  const [clock] = await rowsOf<{ ms: number }>(
    db,
    sql`select extract(epoch from clock_timestamp())::float8 * 1000 as ms`,
  );
  if (!clock) throw new Error("Could not read the database clock");
  return new Date(clock.ms);
}
