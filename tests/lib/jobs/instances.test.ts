import { randomUUID } from "node:crypto";
import { ne, sql } from "drizzle-orm";
import type { PoolClient } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type Database, openPostgres } from "#db/client.ts";
import { checkRuns, people } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { look } from "#lib/cli/commands/audit.ts";
import { Unavailable } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { SEALED_WITHIN_MS, unsealedWords } from "#lib/events/rules.ts";
import { sealEvents } from "#lib/events/seal-events.ts";
import { keptUnsealed } from "#lib/events/unsealed.ts";
import { verifySeals } from "#lib/events/verify-seals.ts";
import { holdJob } from "#lib/jobs/hold-job.ts";
import { QUEUES, SILENT_SECONDS } from "#lib/jobs/queue.ts";
import { recordPart } from "#lib/pages/about-parts.ts";
import { eraseLeavers } from "#lib/people/erase-leavers.ts";
import { queueRun } from "#lib/policies/runs/queue-run.ts";
import { openWorker } from "#lib/worker/worker.ts";
import { context, systemContext } from "#tests/support/actors.ts";
import { type PostgresServer, startPostgres } from "#tests/support/databases/postgres.ts";
import { databaseUrl, onServer } from "#tests/support/databases/postgres-template.ts";
import { addPerson, addService, addTeam, LONG_AGO, seedProgram } from "#tests/support/people.ts";
import { addSealedReview, ESCALATES } from "#tests/support/policies.ts";

/** One database that several instances share: PostgreSQL, whatever the other tests run on. */
describe("several instances on one PostgreSQL", () => {
  let server: PostgresServer;
  let name: string;
  const open: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    name = `guardians_instances_${randomUUID().replaceAll("-", "")}`;
    await onServer(server.url, `create database ${name}`);
  });
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
    await onServer(server.url, `drop database ${name} with (force)`);
  });

  async function connect(): Promise<Database> {
    const database = await openPostgres(databaseUrl(server.url, name));
    open.push(database.close);
    return database;
  }

  async function start(): Promise<Database> {
    const database = await connect();
    const worker = await openWorker(database);
    open.push(worker.stop);
    return database;
  }

  async function rows<Row>({ db }: Database, query: string): Promise<Row[]> {
    return ((await db.execute(sql.raw(query))) as unknown as { rows: Row[] }).rows;
  }

  it("S49 all come up when three start at once on an empty database", async () => {
    const [first] = await Promise.all([start(), start(), start()]);
    if (!first) throw new Error("None came up");
    const queues = await rows<{ name: string }>(first, "select name from pgboss.queue order by name");
    expect(queues.map((queue) => queue.name)).toEqual(Object.keys(QUEUES).sort());
    const migrations = await rows<{ hash: string }>(first, "select hash from drizzle.__drizzle_migrations");
    expect(new Set(migrations.map(({ hash }) => hash)).size).toBe(migrations.length);
  });

  /** A run whose job was taken by an instance that has said nothing of it for so long. */
  async function taken(database: Database, silentSeconds: number, tries = "0"): Promise<string> {
    const { db } = database;
    const teamId = await addTeam(db);
    const serviceId = await addService(db, { teamId });
    const documents = [{ name: "role.json", text: ESCALATES }];
    const reviewId = await addSealedReview(db, { serviceId, teamId, documents });
    const [job] = await transaction(systemContext(db), async (ctx) => {
      await queueRun(ctx, { reviewId, revision: 1 });
      return rows<{ id: string }>(
        { ...database, db: ctx.db },
        `update pgboss.job set state = 'active', started_on = now() - interval '${silentSeconds} seconds', retry_count = ${tries}
          where created_on = now() returning id`,
      );
    });
    if (!job) throw new Error("No job was queued");
    return job.id;
  }

  it("take over the job of one that died, and give up the one that died at the last try", async () => {
    const database = await start();
    await taken(database, SILENT_SECONDS + 1);
    await taken(database, SILENT_SECONDS + 1, "retry_limit");
    const runs = () =>
      database.db.select({ state: checkRuns.state, error: checkRuns.error }).from(checkRuns).orderBy(checkRuns.id);
    const error =
      "The checks could not be run. Each attempt ended without reporting a reason. They are retried when the product restarts.";
    await expect.poll(runs).toEqual([
      { state: "finished", error: null },
      { state: "error", error },
    ]);
    const jobs = () => rows(database, "select state::text, retry_count from pgboss.job order by created_on");
    await expect.poll(jobs).toMatchObject([{ state: "completed", retry_count: 1 }, { state: "failed" }]);
  });

  it("leave a job to the one that says that it lives", async () => {
    const database = await start();
    const id = await taken(database, SILENT_SECONDS / 2);
    if (database.driver.kind !== "postgres") throw new Error("Not PostgreSQL");
    const { pool } = database.driver;
    const silence = async () => {
      const [job] = await rows<{ seconds: number }>(
        database,
        "select extract(epoch from now() - started_on)::int as seconds from pgboss.job where state = 'active'",
      );
      return job?.seconds;
    };
    const job = { id, name: "policy-run", mostSeconds: 60 };
    const held = holdJob((text, values) => pool.query(text, values), job, 10);
    await expect.poll(silence).toBeLessThan(2);
    held.release();
  });

  it("S43 instances seal no event before one that is still being written", async () => {
    const { db, driver } = await connect();
    const ctx = systemContext(db);
    if (driver.kind !== "postgres") throw new Error("Not PostgreSQL");
    const writer = await driver.pool.connect();
    open.push(async () => writer.release(true));
    await writer.query("begin");
    await writer.query(`insert into events (at, type, actor_kind, subject_kind, subject_id, data, request_id)
      values (now(), 'team.added', 'system', 'team', 1, '{}', 'r')`);
    await record(ctx, { type: "team.added", subject: { kind: "team", id: 2 }, data: { teamId: 2 } });
    expect(await sealEvents(ctx)).toBe(0);
    const sealing = sealEvents(ctx);
    await writer.query("commit");
    expect(await sealing).toBe(2);
    expect(await verifySeals(ctx)).toMatchObject({ found: "whole", events: 2, unsealed: 0 });
  });

  const HOLDS: [string, (client: PoolClient) => Promise<string>][] = [
    ["holds the turn", async (client) => hold(client, "select pg_advisory_lock(727274002)")],
    [
      "leaves open what it wrote",
      async (client) => {
        await client.query("begin");
        return hold(
          client,
          `insert into events (at, type, actor_kind, subject_kind, subject_id, data, request_id)
            values (now(), 'team.added', 'system', 'team', 1, '{}', 'r')`,
        );
      },
    ],
  ];

  async function hold(client: PoolClient, statement: string): Promise<string> {
    await client.query(statement);
    const { rows } = await client.query("select pid, usename from pg_stat_activity where pid = pg_backend_pid()");
    return `session ${rows[0].pid} (role ${rows[0].usename})`;
  }

  it.each(HOLDS)("S43 instances say who keeps events from being sealed: a session that %s", async (_, keep) => {
    const { db, driver } = await connect();
    if (driver.kind !== "postgres") throw new Error("Not PostgreSQL");
    const ctx = systemContext(db);
    const later = new Date(ctx.now.getTime() + SEALED_WITHIN_MS + 1);
    const client = await driver.pool.connect();
    open.push(async () => client.release(true));
    await record(ctx, { type: "team.added", subject: { kind: "team", id: 2 }, data: { teamId: 2 } });
    const holder = await keep(client);
    expect(await sealEvents(ctx)).toBe(0);
    expect(await verifySeals(ctx, undefined, ctx.now)).toMatchObject({ found: "none", unsealed: 1 });
    const found = await verifySeals(ctx, undefined, later);
    if (found.found !== "unsealed") throw new Error("Nothing was found");
    expect(unsealedWords(found.kept)).toContain(holder);
    client.release(true);
    open.pop();
    await expect.poll(() => sealEvents(ctx)).toBe(1);
    expect(await verifySeals(ctx, undefined, later)).toMatchObject({ found: "whole", unsealed: 0 });
  });

  it("S43 instances say who keeps events from being sealed by what they saw in four rounds, whatever the time of the events", async () => {
    const { db, driver } = await connect();
    if (driver.kind !== "postgres") throw new Error("Not PostgreSQL");
    const ctx = systemContext(db);
    const ahead = systemContext(db, new Date(ctx.now.getTime() + 1_000 * SEALED_WITHIN_MS));
    await record(ahead, { type: "team.added", subject: { kind: "team", id: 2 }, data: { teamId: 2 } });
    const client = await driver.pool.connect();
    open.push(async () => client.release(true));
    const holder = await hold(client, "select pg_advisory_lock(727274002)");
    for (const round of [0, 1, 2, 3]) {
      expect(await keptUnsealed(ctx, ctx.now)).toBeNull();
      const at = new Date(ctx.now.getTime() + (round * SEALED_WITHIN_MS) / 3);
      expect(await sealEvents({ ...ctx, now: at })).toBe(0);
    }
    const kept = await keptUnsealed(ctx, ctx.now);
    if (!kept) throw new Error("Nothing was found");
    expect(unsealedWords(kept)).toContain(`No event has been sealed since ${ctx.now.toISOString()}: ${holder}`);
    await client.query("select pg_advisory_unlock_all()");
    expect(await sealEvents(ctx)).toBe(1);
    expect(await keptUnsealed(ctx, ctx.now)).toBeNull();
  });

  it("S43 instances say who keeps a server from sealing that waits with the turn: a session that locks the seals", async () => {
    const opened = await connect();
    const { db, driver } = opened;
    if (driver.kind !== "postgres") throw new Error("Not PostgreSQL");
    const ctx = systemContext(db);
    const client = await driver.pool.connect();
    open.push(async () => client.release(true));
    await record(ctx, { type: "team.added", subject: { kind: "team", id: 2 }, data: { teamId: 2 } });
    await client.query("begin");
    const holder = await hold(client, "lock table event_seals in exclusive mode");
    const sealing = sealEvents(ctx);
    const waiting = () =>
      rows(opened, "select pid from pg_locks where not granted and relation = 'event_seals'::regclass");
    await expect.poll(waiting).toHaveLength(1);
    const later = new Date(ctx.now.getTime() + SEALED_WITHIN_MS + 1);
    const found = await verifySeals(ctx, undefined, later);
    if (found.found !== "unsealed") throw new Error("Nothing was found");
    expect(unsealedWords(found.kept)).toContain(`: ${holder} keeps events from being sealed.`);
    await client.query("commit");
    expect(await sealing).toBe(1);
  });

  /** One sealed event, and what reads the record: each says who keeps it from that, or is answered. */
  async function sealedRecord() {
    const opened = await connect();
    const { db, driver } = opened;
    if (driver.kind !== "postgres") throw new Error("Not PostgreSQL");
    const { pool } = driver;
    vi.stubGlobal("guardiansDatabase", Promise.resolve(opened));
    open.push(async () => void vi.unstubAllGlobals());
    const ctx = systemContext(db);
    await record(ctx, { type: "team.added", subject: { kind: "team", id: 1 }, data: { teamId: 1 } });
    await sealEvents(ctx);
    const begin = async () => {
      const client = await pool.connect();
      open.push(async () => client.release(true));
      await client.query("begin");
      return client;
    };
    return { opened, ctx, begin };
  }

  it.each(["events", "event_seals"])(
    "S43 instances say who keeps the record from being read, and not that it is broken: a session that locks %s",
    async (table) => {
      const { ctx, begin } = await sealedRecord();
      const client = await begin();
      const holder = await hold(client, `lock table ${table} in access exclusive mode`);
      const refused = await look(ctx, { verb: "verify" }).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(Unavailable);
      const words = `The event log is locked by ${holder}, so its integrity is not known.`;
      expect(String(refused)).toContain(words);
      expect(await recordPart(ctx)).toEqual({ role: "owner", unread: expect.stringContaining(words) });
      await client.query("commit");
      expect(await look(ctx, { verb: "verify" })).toMatchObject({ exitCode: 0 });
      expect(await recordPart(ctx)).toMatchObject({ sealed: { number: 1 }, unsealed: null });
    },
  );

  it("S43 instances say who keeps the record from being read: whom the session waits for that is to lock it", async () => {
    const { opened, ctx, begin } = await sealedRecord();
    const holder = await hold(await begin(), "lock table event_seals in access share mode");
    const locker = await begin();
    const locked = locker.query("lock table event_seals in access exclusive mode").catch(() => undefined);
    const waiting = () =>
      rows(opened, "select pid from pg_locks where not granted and relation = 'event_seals'::regclass");
    await expect.poll(waiting).toHaveLength(1);
    await expect(look(ctx, { verb: "anchor", post: false })).rejects.toThrow(`The event log is locked by ${holder},`);
    locker.release(true);
    open.pop();
    await locked;
  });

  it("erase who has left once when all do so at once", async () => {
    const contexts = (await Promise.all([connect(), connect(), connect()])).map(({ db }) => systemContext(db));
    const [ctx] = contexts;
    if (!ctx) throw new Error("None is open");
    await seedProgram(ctx.db, { eraseAfterDays: 30 });
    const admin = context(ctx.db, await addPerson(ctx.db));
    await record(admin, { type: "team.added", subject: { kind: "team", id: 1 }, data: { teamId: 1 } });
    for (let n = 1; n <= 6; n += 1) await addPerson(ctx.db);
    await ctx.db.update(people).set({ deactivatedAt: LONG_AGO }).where(ne(people.id, admin.actor.personId));
    const erased = await Promise.all(contexts.map((ctx) => eraseLeavers(ctx, ctx.now)));
    expect(erased.reduce((sum, count) => sum + count)).toBe(6);
    const of = await rows(await connect(), "select subject_id from events where type = 'person.erased'");
    expect(of.length).toBe(6);
  });

  it("S43 instances warn in their log of what keeps events from being sealed", async () => {
    const { db, driver } = await connect();
    if (driver.kind !== "postgres") throw new Error("Not PostgreSQL");
    const long = systemContext(db, new Date(0));
    await record(long, { type: "team.added", subject: { kind: "team", id: 2 }, data: { teamId: 2 } });
    const client = await driver.pool.connect();
    open.push(async () => client.release(true));
    const holder = await hold(client, "select pg_advisory_lock(727274002)");
    const lines: string[] = [];
    const written = vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
    open.push(async () => written.mockRestore());
    await start();
    await expect
      .poll(() => lines.map((line) => JSON.parse(line)))
      .toMatchObject([{ level: "warning", action: "seal-events", message: expect.stringContaining(holder) }]);
  });

  it("S43 instances seal each event once when all do so at once", async () => {
    const contexts = (await Promise.all([connect(), connect(), connect()])).map(({ db }) => systemContext(db));
    const [ctx] = contexts;
    if (!ctx) throw new Error("None is open");
    const write = async (n: number) => {
      await record(ctx, { type: "team.added", subject: { kind: "team", id: n }, data: { teamId: n } });
      await Promise.all(contexts.map(sealEvents));
    };
    await Promise.all(Array.from({ length: 30 }, (_, n) => write(n + 1)));
    await sealEvents(ctx);
    expect(await verifySeals(ctx)).toMatchObject({ found: "whole", events: 30, unsealed: 0 });
  });
});
