import pg from "pg";
import { initDatabase } from "#lib/cli/init-database.ts";
import { startPostgres } from "./postgres.ts";

/** The URL of one database of a server. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs statements on the server's own database, one by one: databases can not be made in a transaction. */
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

const PASSWORD = "of the test";

/** A database that is copied for each test file. The tests work in the copies as `role`, which does not own the tables. */
export type PostgresTemplate = { serverUrl: string; name: string; role: string };

/** A PostgreSQL server with one migrated, empty database to copy. */
export async function postgresTemplate(): Promise<PostgresTemplate & { stop: () => Promise<void> }> {
  const server = await startPostgres();
  const name = `guardians_template_${process.pid}`;
  const role = `guardians_application_${process.pid}`;
  try {
    await onServer(server.url, `create database ${name}`, makeRole(role));
    const url = databaseUrl(server.url, name);
    await initDatabase({ owner: url, application: asRole(url, role) });
  } catch (error) {
    await server.stop();
    throw error;
  }
  const stop = async () => {
    await onServer(server.url, `drop database ${name} with (force)`, `drop role ${role}`);
    await server.stop();
  };
  return { serverUrl: server.url, name, role, stop };
}
