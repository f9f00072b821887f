import { type SQL, sql } from "drizzle-orm";

/** `waiverHolds` of a row of `waivers` or `check_waivers` under this alias: not ended, and not past its last day. */
export function waiverHoldsIn(alias: string, today: string): SQL {
  const row = sql.identifier(alias);
  return sql`(${row}.ended_at is null and ${row}.expires_on >= ${today}::date)`;
}

/** One row, under its alias, is a renewal of another that is about the same: it holds longer. */
export function isRenewal(newer: string, older: string): SQL {
  const [n, o] = [sql.identifier(newer), sql.identifier(older)];
  return sql`(${n}.ended_at is null and (${n}.expires_on, ${n}.id) > (${o}.expires_on, ${o}.id))`;
}
