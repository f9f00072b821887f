import pg from "pg";
import { initDatabase } from "#lib/cli/init-database.ts";
import { MAKE_EMPTY } from "./make-empty.ts";
import { startPostgres } from "./postgres.ts";

/** The URL of one database of a server. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs statements on the server's own database, one by one: databases cannot be made in a transaction. */
export async function onServer(serverUrl: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The same database as another role of the tests. */
export function asRole(url: string, name: string): string {
  const changed = new URL(url);
  changed.username = name;
  changed.password = PASSWORD;
  return changed.href;
}

/** A role of the tests, that may sign in and nothing else. */
export function makeRole(name: string): string {
  return `create role ${name} login password '${PASSWORD}'`;
}

/** What is prepared has the plan of any data: to plan takes longer than to read the few rows of a test. */
function plansOfAny(role: string): string {
  return `alter role ${role} set plan_cache_mode = force_generic_plan`;
}

const PASSWORD = "of the test";

/** A database that is copied for each test file. The tests work in the copies as `role`, which does not own the tables. */
export type PostgresTemplate = { serverUrl: string; name: string; role: string };

/** A PostgreSQL server with one migrated, empty database to copy. */
export async function postgresTemplate(): Promise<PostgresTemplate & { stop: () => Promise<void> }> {
  const server = await startPostgres();
  const name = `guardians_template_${process.pid}`;
  const role = `guardians_application_${process.pid}`;
  try {
    await onServer(server.url, `create database ${name}`, makeRole(role), plansOfAny(role));
    const url = databaseUrl(server.url, name);
    await initDatabase({ owner: url, application: asRole(url, role) });
    await onServer(url, MAKE_EMPTY);
  } catch (error) {
    await server.stop();
    throw error;
  }
  const stop = async () => {
    const made = await databasesOf(server.url, name);
    await onServer(
      server.url,
      ...made.map((database) => `drop database ${database} with (force)`),
      `drop role ${role}`,
    );
    await server.stop();
  };
  return { serverUrl: server.url, name, role, stop };
}

/** A template and its copies. */
async function databasesOf(serverUrl: string, template: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const asked = "select datname from pg_database where datname = $1 or starts_with(datname, $1 || '_')";
    const made = await client.query<{ datname: string }>(asked, [template]);
    return made.rows.map(({ datname }) => datname);
  } finally {
    await client.end();
  }
}
