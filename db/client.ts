import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { drizzle as drizzlePg } from "drizzle-orm/node-postgres";
import { migrate as migratePg } from "drizzle-orm/node-postgres/migrator";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import { migrate as migratePglite } from "drizzle-orm/pglite/migrator";
import pg from "pg";
import type { DatabaseRole } from "#lib/database-role.ts";
import { env } from "#lib/env.ts";
import { closeSilentConnections, reaches } from "./close-silent-connections.ts";
import { embeddedDb } from "./embedded-client.ts";
import { MIGRATIONS, refuseNewer } from "./migrate.ts";
import { PostgresClient } from "./postgres-client.ts";
import { postgresDb } from "./postgres-db.ts";
import { refuseUnready, standingOf } from "./rights.ts";
import { runStatement } from "./run-statement.ts";
import type * as schema from "./schema/index.ts";
import { YieldingPGlite } from "./yielding-pglite.ts";

/** A database or a transaction in it: the same on PGlite and on PostgreSQL. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>;

/** An open database with the raw driver for the job queue, and a way to close it. */
export type Database = {
  db: Db;
  driver: { kind: "pglite"; client: PGlite } | { kind: "postgres"; pool: pg.Pool };
  /** The embedded database has one role. */
  role: DatabaseRole;
  close: () => Promise<void>;
};

/** An arbitrary constant, shared by all instances. */
const MIGRATION_LOCK = 727_274_001;
/** After this time, a server that does not even refuse counts as unreachable. */
const CONNECT_MS = 10_000;
/**
 * Silent connections are probed after this time: by the system if it has sent everything, otherwise by us. The system
 * gives up soon after a failed probe.
 */
const QUIET_MS = 10_000;
/** A healthy server answers a probe immediately. */
const PING_MS = 5_000;

// Both drivers return numbers for bigint: no id or count of this product exceeds 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** Opens PGlite in a folder, or in memory without one, and migrates the schema. */
export async function openPglite(folder?: string, options: { loadDataDir?: Blob } = {}): Promise<Database> {
  if (folder) await mkdir(path.dirname(folder), { recursive: true, mode: 0o700 });
  const client = new YieldingPGlite({ dataDir: folder, parsers: { [pg.types.builtins.INT8]: Number }, ...options });
  await client.waitReady;
  await client.exec("set time zone 'UTC'");
  if (!options.loadDataDir) {
    const db = drizzlePglite(client);
    await refuseNewer(db);
    await migratePglite(db, { migrationsFolder: MIGRATIONS });
  }
  return { db: embeddedDb(client), driver: { kind: "pglite", client }, role: "owner", close: () => client.close() };
}

/**
 * Connects to PostgreSQL. The tables' owner migrates them, one instance at a time; other roles only check the schema
 * version (S49).
 */
export async function openPostgres(url: string, { quietMs = QUIET_MS, isThere = reaches } = {}): Promise<Database> {
  const pool = new pg.Pool({
    Client: PostgresClient,
    connectionString: url,
    max: 20,
    // Compiling with JIT takes longer than any of our queries saves by it.
    options: "-c timezone=UTC -c jit=off",
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: quietMs,
  });
  // A broken connection is replaced on next use; one in use reports the error to its user.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  closeSilentConnections(pool, quietMs, isThere);
  try {
    const role = await underLock(pool, bringUpToDate);
    return { db: postgresDb(pool), driver: { kind: "postgres", pool }, role, close: () => pool.end() };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

async function bringUpToDate(client: pg.PoolClient): Promise<DatabaseRole> {
  const db = drizzlePg(client);
  const { madeBy, owns, mayMake } = await standingOf(db);
  if (!owns && (madeBy !== null || !mayMake)) {
    await refuseUnready(db);
    return "application";
  }
  await refuseNewer(db);
  await migratePg(db, { migrationsFolder: MIGRATIONS });
  return "owner";
}

/** Runs first-start work one instance at a time. The embedded database has only one instance. */
export async function oneAtATime<T>({ driver }: Database, work: () => Promise<T>): Promise<T> {
  return driver.kind === "postgres" ? underLock(driver.pool, work) : work();
}

async function underLock<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    return await work(client);
  } finally {
    await client.query("select pg_advisory_unlock($1)", [MIGRATION_LOCK]).catch(() => undefined);
    client.release();
  }
}

const shared = globalThis as unknown as { guardiansDatabase?: Promise<Database> };

/** This process's database, opened once even if several copies of this module are bundled. */
export function database(): Promise<Database> {
  const { DATABASE_URL, DATA_DIR } = env();
  shared.guardiansDatabase ??= DATABASE_URL ? openPostgres(DATABASE_URL) : openPglite(path.join(DATA_DIR, "pglite"));
  return shared.guardiansDatabase.catch((error: unknown) => {
    shared.guardiansDatabase = undefined; // the next request tries again
    throw error;
  });
}

/** PostgreSQL's error code for a write to a read-only database. */
const READ_ONLY = "25006";
/** Fails like a write if the database is read-only. */
const TAKES_WRITES = `do $$ begin
  if current_setting('transaction_read_only')::boolean then raise sqlstate '${READ_ONLY}'; end if;
end $$`;

/** Throws when the database does not answer or accepts no writes. */
export async function pingDatabase(): Promise<void> {
  await runStatement(await database(), TAKES_WRITES, [], PING_MS);
}
