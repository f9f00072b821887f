import pg from "pg";
import { openPostgres } from "#db/client.ts";
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

/** A PostgreSQL server with one migrated, empty database to copy for each test file. */
export async function postgresTemplate(): Promise<{ serverUrl: string; name: string; stop: () => Promise<void> }> {
  const server = await startPostgres();
  const name = `guardians_template_${process.pid}`;
  try {
    await onServer(server.url, `create database ${name}`);
    const { close } = await openPostgres(databaseUrl(server.url, name));
    await close();
  } catch (error) {
    await server.stop();
    throw error;
  }
  const stop = async () => {
    await onServer(server.url, `drop database ${name} with (force)`);
    await server.stop();
  };
  return { serverUrl: server.url, name, stop };
}
