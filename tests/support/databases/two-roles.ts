import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { type PostgresServer, startPostgres } from "./postgres.ts";
import { asRole, databaseUrl, makeRole, onServer } from "./postgres-template.ts";

/** A new database, with URLs for the role that owns it, for a second role, and for who runs the server. */
export type TwoRoles = {
  database: string;
  owner: { name: string; url: string };
  application: { name: string; url: string };
  administrator: { url: string };
};

/** One PostgreSQL server for the file, and a new database with two new roles for each test. */
export function useTwoRoles(): () => TwoRoles {
  let server: PostgresServer;
  let current: TwoRoles;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    const suffix = randomUUID().replaceAll("-", "");
    current = twoRoles(server.url, suffix);
    const { database, owner, application } = current;
    await onServer(
      server.url,
      ...[owner, application].map(({ name }) => makeRole(name)),
      `create database ${database} owner ${owner.name}`,
    );
  });
  afterEach(async () => {
    const { database, owner, application } = current;
    await onServer(server.url, `drop database ${database} with (force)`);
    for (const { name } of [owner, application])
      await onServer(server.url, `drop owned by ${name}`, `drop role ${name}`);
  });
  return () => current;
}

function twoRoles(serverUrl: string, suffix: string): TwoRoles {
  const database = `guardians_roles_${suffix}`;
  const url = databaseUrl(serverUrl, database);
  const role = (name: string) => ({ name, url: asRole(url, name) });
  return {
    database,
    owner: role(`owner_${suffix}`),
    application: role(`server_${suffix}`),
    administrator: { url },
  };
}

/** Runs statements over one connection, and answers what the last of them gave. */
export async function onDatabase(url: string, ...statements: string[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) ({ rows } = await client.query(statement));
    return rows;
  } finally {
    await client.end();
  }
}
