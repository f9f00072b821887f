import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, inject, vi } from "vitest";
import { type Database, type Db, openPglite, openPostgres } from "#db/client.ts";
import { embeddedDb } from "#db/embedded-client.ts";
import { asRole, databaseUrl, onServer, type PostgresTemplate } from "./postgres-template.ts";
import { withoutOrder } from "./without-order.ts";

/**
 * A migrated, empty database of the test file's own, on PostgreSQL as the server has it: without the rights of its owner,
 * which `owner` has. `reset` empties it again and restarts its ids.
 */
export type TestDatabase = Database & {
  owner: Db;
  /** What an owner can do who lets no trigger stand in the way. */
  pastTriggers: (statement: string) => Promise<void>;
  reset: () => Promise<void>;
};

/** Opens a database for a test: PGlite in memory, or PostgreSQL with TEST_DATABASE=postgres. Close it at the end. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const template = inject("databaseTemplate");
  const { owner, ...opened } =
    template.kind === "pglite" ? await copyOfFile(template.file) : await copyOnServer(template);
  return {
    ...opened,
    owner: owner.db,
    pastTriggers: (statement) => pastTriggers(owner, [statement]),
    reset: () => reset(owner),
  };
}

/** One database for the test file, empty at the start of each test. Call it at the top of the file or in a `describe`. */
export function useDatabase(): () => Db {
  const opened = useTestDatabase();
  return () => opened().db;
}

/** As `useDatabase`, for tests that need the driver behind it. */
export function useTestDatabase(): () => TestDatabase {
  let current: TestDatabase | undefined;
  beforeAll(async () => {
    current = await openTestDatabase();
  });
  beforeEach(() => current?.reset());
  afterAll(() => current?.close());
  return () => {
    if (!current) throw new Error("The database is open in hooks and tests only, not while the file is read");
    return current;
  };
}

/** As `useTestDatabase`, and the product opens this one as its own. */
export function useProductDatabase(): () => TestDatabase {
  const opened = useTestDatabase();
  beforeAll(() => void vi.stubGlobal("guardiansDatabase", Promise.resolve(opened())));
  afterAll(() => void vi.unstubAllGlobals());
  return opened;
}

/** A product database that is filled once and kept: for tests that change nothing of it. */
export function useFilledDatabase<Filled>(fill: (db: Db) => Promise<Filled>): () => { db: Db; filled: Filled } {
  let current: { opened: TestDatabase; filled: Filled } | undefined;
  beforeAll(async () => {
    const opened = await openTestDatabase();
    vi.stubGlobal("guardiansDatabase", Promise.resolve(opened));
    current = { opened, filled: await fill(opened.db) };
  });
  afterAll(async () => {
    vi.unstubAllGlobals();
    await current?.opened.close();
  });
  return () => {
    if (!current) throw new Error("The database is open in hooks and tests only, not while the file is read");
    return { db: current.opened.db, filled: current.filled };
  };
}

type Copy = Database & { owner: Database };

/** Databases whose test files are done, empty again: to open one takes longer than what most files do with it. */
const free: { opened: Database; catalog: string }[] = [];

async function copyOfFile(file: string): Promise<Copy> {
  const { opened, catalog } = free.pop() ?? (await openCopy(file));
  // What the product keeps in memory it keeps for a `db`: the next file has one of its own.
  const db = opened.driver.kind === "pglite" ? withoutOrder(embeddedDb(opened.driver.client)) : opened.db;
  const current: Database = { ...opened, db, close: () => giveBack(opened, catalog) };
  return { ...current, owner: current };
}

async function openCopy(file: string) {
  const opened = await openPglite(undefined, { loadDataDir: new Blob([await readFile(file)]) });
  return { opened, catalog: await catalogOf(opened) };
}

/** Empties a database for the next file. One that is not what it was, or does not answer, goes. */
async function giveBack(opened: Database, catalog: string): Promise<void> {
  try {
    await reset(opened);
    for (const statement of ["discard all", "set time zone 'UTC'"]) await execute(opened, statement);
    if ((await catalogOf(opened)) !== catalog) throw new Error("Another schema");
    free.push({ opened, catalog });
  } catch {
    await opened.close();
  }
}

/** What the tables, their columns, constraints and triggers, and the functions are. */
const CATALOG = `select md5(concat(
  (select string_agg(concat(oid, relname, relkind, relnatts, relacl), ',' order by oid) from pg_class where relpersistence = 'p'),
  (select string_agg(concat(attrelid, attname, attisdropped, attnotnull), ',' order by attrelid, attnum) from pg_attribute where attnum > 0),
  (select string_agg(concat(oid, conname, convalidated), ',' order by oid) from pg_constraint),
  (select string_agg(concat(oid, tgname, tgenabled), ',' order by oid) from pg_trigger),
  (select string_agg(concat(oid, md5(prosrc)), ',' order by oid) from pg_proc))) as catalog`;

/** Asked of the driver: what the product's client has prepared is gone when the database is given back. */
async function catalogOf({ driver }: Database): Promise<string> {
  const { rows } =
    driver.kind === "pglite"
      ? await driver.client.query<{ catalog: string }>(CATALOG)
      : await driver.pool.query<{ catalog: string }>(CATALOG);
  return rows[0]?.catalog ?? "";
}

async function copyOnServer({ serverUrl, name, role }: PostgresTemplate): Promise<Copy> {
  const copy = `guardians_test_${randomUUID().replaceAll("-", "")}`;
  // As files: what is copied block by block is written to the log too.
  await onServer(serverUrl, `create database ${copy} template ${name} strategy file_copy`);
  const url = databaseUrl(serverUrl, copy);
  const owner = await openPostgres(url);
  const opened = await openPostgres(asRole(url, role));
  const close = async () => {
    await opened.close();
    await owner.close();
    await onServer(serverUrl, `drop database ${copy} with (force)`);
  };
  return { ...opened, owner, close };
}

/** Empties the product's tables and the queue of jobs, and restarts every sequence. What the migrations and the queue need for themselves stays. */
const EMPTY = `do $$
  declare filled text;
  begin
    for filled in
      select format('%I.%I', schemaname, tablename) from pg_tables
      where schemaname = 'public' or (schemaname = 'pgboss' and tablename = 'job')
    loop
      execute 'delete from ' || filled;
    end loop;
    perform setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) from pg_sequences
      where schemaname = 'public' and last_value is not null;
  end $$`;

/** Deletes every row and restarts every sequence: what is kept too. */
function reset(owner: Database): Promise<void> {
  return pastTriggers(owner, [EMPTY]);
}

function pastTriggers(owner: Database, statements: string[]): Promise<void> {
  return execute(
    owner,
    ["set session_replication_role = replica", ...statements, "set session_replication_role = origin"].join(";"),
  );
}

async function execute({ driver }: Database, statements: string): Promise<void> {
  if (driver.kind === "pglite") await driver.client.exec(statements);
  else await driver.pool.query(statements);
}
