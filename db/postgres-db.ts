import { drizzle } from "drizzle-orm/node-postgres";
import type pg from "pg";
import { isDatabaseAway } from "#lib/database-away.ts";
import { CASING } from "./casing.ts";
import type { Db } from "./client.ts";
import * as schema from "./schema/index.ts";

/**
 * PostgreSQL as Drizzle queries it, with transactions that always return their connection: Drizzle keeps one on which a transaction
 * cannot begin. A connection that failed is closed. After a failover it may be open, and lead to a standby that refuses writes; a new
 * connection leads where the address does.
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
