import { drizzle } from "drizzle-orm/node-postgres";
import type pg from "pg";
import { isDatabaseAway } from "#lib/database-away.ts";
import { CASING } from "./casing.ts";
import type { Db } from "./client.ts";
import * as schema from "./schema/index.ts";

/**
 * PostgreSQL for Drizzle, with transactions that always return their connection: Drizzle leaks one if a transaction
 * cannot begin. Failed connections are closed, because after a failover an open one may lead to a read-only standby,
 * while a new one follows the address.
 */
export function postgresDb(pool: pg.Pool): Db {
  const known = new WeakMap<pg.PoolClient, Db>();
  const dbOf = (client: pg.PoolClient) => {
    const db = known.get(client) ?? drizzle(client, { schema, casing: CASING });
    known.set(client, db);
    return db;
  };
  const transaction: Db["transaction"] = async (work, config) => {
    const client = await pool.connect();
    let isAway = false;
    try {
      return await dbOf(client).transaction(work, config);
    } catch (error) {
      isAway = isDatabaseAway(error);
      throw error;
    } finally {
      client.release(isAway);
    }
  };
  return Object.assign(drizzle(pool, { schema, casing: CASING }), { transaction });
}
