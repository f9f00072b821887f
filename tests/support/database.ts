import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, inject, vi } from "vitest";
import { type Database, type Db, openPglite, openPostgres } from "#db/client.ts";
import { MAKE_EMPTY } from "./databases/make-empty.ts";
import { asRole, databaseUrl, onServer, type PostgresTemplate } from "./databases/postgres-template.ts";
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
    pastTriggers: (statement) => pastTriggers(owner, statement),
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

/** What is kept of the databases whose test files are done, empty again: to make one takes longer than what most files do with it. */
const embedded: { opened: Database; catalog: string }[] = [];
const onServers: { name: string; catalog: string }[] = [];

async function copyOfFile(file: string): Promise<Copy> {
  const { opened, catalog } = embedded.pop() ?? (await openCopy(file));
  await execute(opened, ...SESSION);
  // What the product keeps in memory it keeps for a `db`: the next file has one of its own.
  const current: Database = { ...opened, db: Object.create(opened.db), close: () => giveBack(opened, catalog) };
  return { ...current, owner: current };
}

async function openCopy(file: string) {
  const opened = await openPglite(undefined, { loadDataDir: new Blob([await readFile(file)]) });
  await execute(opened, MAKE_EMPTY);
  withoutOrder(opened.db);
  return { opened, catalog: await catalogOf(opened) };
}

/** What a session begins with. Its plans are those of any data: to plan takes longer than to read the few rows of a test. */
const SESSION = ["set time zone 'UTC'", "set plan_cache_mode = force_generic_plan"];

/** What a session leaves, but for the statements that it has prepared, which those of the next file are too. */
const LEAVE = ["reset role", "reset all", "close all", "unlisten *", "discard temp", "discard sequences"];

/** Empties a database for the next file. One that is not what it was, or does not answer, goes. */
async function giveBack(opened: Database, catalog: string): Promise<void> {
  try {
    await reset(opened);
    await execute(opened, ...LEAVE, "select pg_advisory_unlock_all()");
    if ((await catalogOf(opened)) !== catalog) throw new Error("Another schema");
    embedded.push({ opened, catalog });
  } catch {
    await opened.close();
  }
}

/** What the tables, their columns, constraints and triggers, the functions and settings are, and who may do what with them. */
const CATALOG = `select md5(concat(
  (select string_agg(concat(oid, relname, relkind, relnatts, relowner, relacl), ',' order by oid) from pg_class where relpersistence = 'p'),
  (select string_agg(concat(attrelid, attname, attisdropped, attnotnull, attacl), ',' order by attrelid, attnum) from pg_attribute where attnum > 0),
  (select string_agg(concat(oid, conname, convalidated), ',' order by oid) from pg_constraint),
  (select string_agg(concat(oid, tgname, tgenabled), ',' order by oid) from pg_trigger),
  (select string_agg(concat(oid, md5(prosrc), proacl), ',' order by oid) from pg_proc),
  (select string_agg(concat(oid, nspacl), ',' order by oid) from pg_namespace where nspname !~ '^pg_(temp|toast_temp)_'),
  (select string_agg(s::text, ',' order by s::text) from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase
    where d.datname = current_database()))) as catalog`;

/** Asked of the driver, as another asks than the product. */
async function catalogOf({ driver }: Database): Promise<string> {
  const { rows } =
    driver.kind === "pglite"
      ? await driver.client.query<{ catalog: string }>(CATALOG)
      : await driver.pool.query<{ catalog: string }>(CATALOG);
  return rows[0]?.catalog ?? "";
}

async function copyOnServer(template: PostgresTemplate): Promise<Copy> {
  const { serverUrl, role } = template;
  const kept = onServers.pop();
  const name = kept?.name ?? (await makeCopy(template));
  const url = databaseUrl(serverUrl, name);
  const owner = await openPostgres(url);
  const catalog = kept?.catalog ?? (await catalogOf(owner));
  const opened = await openPostgres(asRole(url, role));
  const close = async () => {
    await opened.close();
    await giveBackTo(serverUrl, owner, { name, catalog });
  };
  return { ...opened, owner, close };
}

async function makeCopy({ serverUrl, name }: PostgresTemplate): Promise<string> {
  const copy = `${name}_${randomUUID().replaceAll("-", "")}`;
  // As files: what is copied block by block is written to the log too.
  await onServer(serverUrl, `create database ${copy} template ${name} strategy file_copy`);
  return copy;
}

/** What a file has left open would write in the next one. */
const END_OTHERS = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and usename <> current_user`;

/** As `giveBack`: of a server another session is the next file's. */
async function giveBackTo(serverUrl: string, owner: Database, kept: (typeof onServers)[number]): Promise<void> {
  const isAsItWas = await execute(owner, END_OTHERS)
    .then(() => reset(owner))
    .then(() => catalogOf(owner))
    .then((catalog) => catalog === kept.catalog)
    .catch(() => false);
  await owner.close();
  if (isAsItWas) onServers.push(kept);
  else await onServer(serverUrl, `drop database ${kept.name} with (force)`);
}

/** Deletes every row and restarts every sequence: what is kept too. */
function reset(owner: Database): Promise<void> {
  return execute(owner, "select tests.empty()");
}

async function pastTriggers(owner: Database, statement: string): Promise<void> {
  const done = "set session_replication_role = origin";
  await execute(owner, ["set session_replication_role = replica", statement, done].join(";"));
}

async function execute({ driver }: Database, ...statements: string[]): Promise<void> {
  for (const statement of statements) {
    if (driver.kind === "pglite") await driver.client.exec(statement);
    else await driver.pool.query(statement);
  }
}
