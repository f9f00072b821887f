import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { encode } from "next-auth/jwt";
import pg from "pg";
import { openPostgres } from "#db/client.ts";
import { startSession } from "#lib/auth/start-session.ts";
import { type App, startApp } from "#tests/e2e/support/start-app.ts";
import { at } from "#tests/support/actors.ts";
import { type Cluster, makeCluster } from "#tests/support/databases/postgres.ts";
import type { PersonContext } from "#tests/support/reviews.ts";
import { smallProgram } from "#tests/support/small-program.ts";

const SECRET = "a-secret-of-the-torture-and-of-nothing-else";
/** The demo is off with DATABASE_URL, so people sign in with a session that already exists. */
const PROVIDER = { GITHUB_ID: "torture", GITHUB_SECRET: "torture" };

/** A PostgreSQL with a small program in it, and a way to serve it. */
export type PostgresProgram = {
  cluster: Cluster;
  program: Awaited<ReturnType<typeof smallProgram>>;
  cookie: (ctx: PersonContext) => Promise<string>;
  /** Starts an instance on it; all instances share the data folder's secrets. */
  serve: () => Promise<App>;
  query: Query;
  /** Stops everything that runs and deletes it. */
  end: () => Promise<void>;
};

/** Runs one statement and returns its rows. */
export type Query = <Row>(text: string) => Promise<Row[]>;

/** Runs `work` on a temporary PostgreSQL that does not lose confirmed writes. */
export async function onPostgres<T>(work: (given: PostgresProgram) => Promise<T>, folder?: string): Promise<T> {
  const given = await makeProgram(folder);
  try {
    return await work(given);
  } finally {
    await given.end();
  }
}

async function makeProgram(folder: string | undefined): Promise<PostgresProgram> {
  const cluster = await makeCluster(folder === undefined ? {} : { folder });
  const home = mkdtempSync(path.join(tmpdir(), "guardians-torture-"));
  const apps: App[] = [];
  const end = async () => {
    for (const app of apps) await app.stop();
    await cluster.stop();
    cluster.remove();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await cluster.start();
    const database = await openPostgres(cluster.url);
    const program = await smallProgram(database.db);
    await database.close();
    const serve = async () => {
      const app = await startApp({ ...PROVIDER, DATABASE_URL: cluster.url, DATA_DIR: home, NEXTAUTH_SECRET: SECRET });
      apps.push(app);
      return app;
    };
    return { cluster, program, serve, end, cookie: (ctx) => cookieOf(cluster.url, ctx), query: queryOf(cluster.url) };
  } catch (error) {
    await end();
    throw error;
  }
}

async function cookieOf(url: string, ctx: PersonContext): Promise<string> {
  const { db, close } = await openPostgres(url);
  try {
    const sid = await startSession({ ...at(ctx, new Date()), db }, "github");
    return `guardians-session=${await encode({ token: { sid }, secret: SECRET })}`;
  } finally {
    await close();
  }
}

function queryOf(url: string): Query {
  return async <Row>(text: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(text)).rows as Row[];
    } finally {
      await client.end();
    }
  };
}
