import { type SQL, sql } from "drizzle-orm";

/** `waiverHolds` of a row of `waivers` or `check_waivers` under this alias: not ended, and not past its last day. */
export function waiverHoldsIn(alias: string, today: string): SQL {
  const row = sql.identifier(alias);
  return sql`(${row}.ended_at is null and ${row}.expires_on >= ${today}::date)`;
}
