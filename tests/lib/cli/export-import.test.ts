import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type Database, type Db, openPglite, openPostgres } from "#db/client.ts";
import { rowsOf } from "#db/rows-of.ts";
import { exportToFile } from "#lib/cli/commands/export.ts";
import { importFromFile } from "#lib/cli/commands/import.ts";
import { linesOf, openExport } from "#lib/cli/export-file.ts";
import { UsageError } from "#lib/cli/usage.ts";
import { seedDemo } from "#lib/demo/seed-demo.ts";
import { Conflict, Invalid, NotFound } from "#lib/errors.ts";
import { sealEvents } from "#lib/events/seal-events.ts";
import { newestSeal, verifySeals } from "#lib/events/verify-seals.ts";
import { ownVersion } from "#lib/transfer/own-version.ts";
import { PROGRAM } from "#lib/transfer/sections.ts";
import { NOW, systemContext } from "#tests/support/actors.ts";
import { layEmbedded } from "#tests/support/databases/lay-embedded.ts";
import { type PostgresServer, startPostgres } from "#tests/support/databases/postgres.ts";
import { databaseUrl, onServer } from "#tests/support/databases/postgres-template.ts";
import { seedProgram } from "#tests/support/people.ts";
import { takeLock } from "../../../scripts/steps/lock.mjs";

let configuration: { DATA_DIR: string; DATABASE_URL?: string };
vi.mock("#lib/env.ts", () => ({ env: () => configuration }));

let home = "";
let file = "";
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), "guardians-export-"));
  file = path.join(home, "program.gz");
  configuration = { DATA_DIR: path.join(home, "data") };
});
afterEach(() => rmSync(home, { recursive: true }));

/** A command has its process and its database for itself. */
async function run(command: (args: string[]) => Promise<string>, args = [file]): Promise<string> {
  vi.stubGlobal("guardiansDatabase", undefined);
  return command(args).finally(() => vi.unstubAllGlobals());
}

async function look<T>(opened: Promise<Database>, work: (db: Db) => Promise<T>): Promise<T> {
  const { db, close } = await opened;
  return work(db).finally(close);
}

const embedded = (folder: string) => openPglite(path.join(home, folder, "pglite"));

/** Every table with its number of rows and a digest of them. What the moves themselves record is not compared. */
async function contents(db: Db) {
  const found: Record<string, unknown> = {};
  for (const { table } of PROGRAM.filter(({ kind }) => kind === "rows")) {
    const but = table === "events" ? sql`where t.type not in ('data.exported', 'data.imported')` : sql``;
    const [row] = await rowsOf(
      db,
      sql`select count(*)::int as rows, md5(string_agg(t::text, E'\n' order by t::text collate "C")) as digest
        from ${sql.identifier(table)} t ${but}`,
    );
    found[table] = row;
  }
  return found;
}

async function sealsOf(db: Db) {
  const ctx = systemContext(db);
  const { unsealed: _, ...verified } = (await verifySeals(ctx)) as { found: string; unsealed: number };
  return { ...verified, newest: (await newestSeal(ctx))?.hash };
}

describe("the demo program, from PGlite to PostgreSQL and back", () => {
  let server: PostgresServer;
  const name = `guardians_moved_${randomUUID().replaceAll("-", "")}`;
  beforeAll(async () => {
    server = await startPostgres();
    await onServer(server.url, `create database ${name}`);
  });
  afterAll(async () => {
    await onServer(server.url, `drop database ${name} with (force)`);
    await server.stop();
  });

  it("S43 is the same row by row, with the same seals, and the file is this account's only", {
    timeout: 600_000,
  }, async () => {
    const url = databaseUrl(server.url, name);
    const all = async (db: Db) => ({ tables: await contents(db), seals: await sealsOf(db) });
    layEmbedded(path.join(home, "data"));
    const first = await look(embedded("data"), async (db) => {
      await seedDemo({ db, now: NOW, scale: 0.03 });
      await sealEvents(systemContext(db));
      return all(db);
    });
    expect(Object.values(first.tables).filter((row) => (row as { rows: number }).rows > 0).length).toBeGreaterThan(25);
    expect(await run(exportToFile)).toMatch(/^Wrote \d{4,} rows of \d\d tables to .*program\.gz, 1 MB\.$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(home).toSorted()).toEqual(["data", "program.gz"]);

    configuration = { DATA_DIR: home, DATABASE_URL: url };
    expect(await run(importFromFile)).toMatch(/^Imported \d{4,} rows from .*program\.gz\./);
    expect(await look(openPostgres(url), all)).toEqual(first);
    await expect(run(importFromFile)).rejects.toThrow(/The database is not empty: it has/);
    const back = path.join(home, "back.gz");
    await run(exportToFile, [back]);

    configuration = { DATA_DIR: path.join(home, "other") };
    await run(importFromFile, [back]);
    expect(await look(embedded("other"), all)).toEqual(first);
  });
});

describe("a file for an import", () => {
  /** A small program in a folder, and in a file. */
  async function written(): Promise<Buffer> {
    layEmbedded(path.join(home, "data"));
    await look(embedded("data"), (db) => seedProgram(db));
    await run(exportToFile);
    configuration = { DATA_DIR: path.join(home, "new") };
    return readFileSync(file);
  }

  let kept: Buffer | undefined;
  /** The file alone: to open a database twice for each test takes as long as all else here. */
  async function exported(): Promise<Buffer> {
    kept ??= await written();
    configuration = { DATA_DIR: path.join(home, "new") };
    writeFileSync(file, kept);
    return kept;
  }

  it("is written once, only whole, and from a database that exists", async () => {
    await expect(run(exportToFile)).rejects.toBeInstanceOf(NotFound);
    expect(existsSync(configuration.DATA_DIR)).toBe(false);
    kept = await written();
    await expect(run(exportToFile)).rejects.toBeInstanceOf(Conflict);
    configuration = { DATA_DIR: path.join(home, "data") };
    const held = takeLock(path.join(home, "data", "lock"));
    await expect(run(exportToFile, [`${file}.2`])).rejects.toThrow(/is in use by process/);
    await expect(run(importFromFile)).rejects.toThrow(/is in use by process/);
    held.release();
    expect(readdirSync(home).toSorted()).toEqual(["data", "program.gz"]);
  });

  it("is refused when a byte of it is another, or it was cut, and nothing is written", async () => {
    const whole = await exported();
    layEmbedded(configuration.DATA_DIR);
    const cut = whole.subarray(0, whole.byteLength - 40);
    const flipped = Buffer.from(whole);
    const middle = Math.floor(whole.byteLength / 2);
    flipped[middle] = (flipped[middle] ?? 0) ^ 0x10;
    for (const content of [cut, flipped]) {
      writeFileSync(file, content);
      await expect(run(importFromFile)).rejects.toBeInstanceOf(Invalid);
    }
    expect(await look(embedded("new"), (db) => rowsOf(db, sql`select id from program`))).toEqual([]);
    writeFileSync(file, whole);
    expect(await run(importFromFile)).toMatch(/^Imported \d+ rows/);
  });

  const header = (parts: object) => () => {
    const { product, migrations } = ownVersion();
    const own = { format: "guardians-export", version: 1, product, migration: migrations.at(-1) };
    return gzipSync(`${JSON.stringify({ ...own, exportedAt: NOW.toISOString(), ...parts })}\n`);
  };
  it.each<[string, () => Buffer, RegExp]>([
    ["not gzip", () => Buffer.from('{"format":"guardians-export"}'), /not a file from “guardians/],
    ["empty", () => Buffer.alloc(0), /is incomplete: it was/],
    ["empty inside", () => gzipSync(""), /is empty/],
    ["a backup", () => gzipSync("PG_VERSION\0".repeat(100)), /not a file from “guardians/],
    ["no text", () => gzipSync(Buffer.from([0xff, 0xfe, 0x0a])), /not a file from “guardians/],
    ["of another format", header({ format: "other" }), /not a file from “guardians/],
    ["of a newer version", header({ product: "99.0.0" }), /newer than this version, .* Import it with that version/],
  ])("is refused when it is %s, before a database is made", async (_, content, words) => {
    writeFileSync(file, content());
    await expect(run(importFromFile)).rejects.toBeInstanceOf(Invalid);
    await expect(run(importFromFile)).rejects.toThrow(words);
    expect(existsSync(configuration.DATA_DIR)).toBe(false);
  });

  it("is refused at a line that has no end, which is not held", async () => {
    writeFileSync(file, gzipSync(Buffer.alloc(129_000_000, "a")));
    await expect(openExport(file)).rejects.toThrow(/has a line longer than 128 MB/);
  });

  it("is refused when it is not there", async () => {
    await expect(run(importFromFile)).rejects.toThrow(/Cannot read .*program\.gz: ENOENT/);
  });

  it("is read line by line, whatever the pieces are that it comes in", async () => {
    const long = "é🛡\u2028".repeat(30_000);
    const lines = ["", "one", long, "", `${long}!`, "last"];
    for (const end of ["", "\n"]) {
      writeFileSync(file, gzipSync(lines.join("\n") + end));
      const read: string[] = [];
      for await (const line of linesOf(file)) read.push(line);
      expect(read).toEqual(lines);
    }
  });

  it("is lines of JSON, which anybody can read", async () => {
    const lines = gunzipSync(await exported())
      .toString("utf8")
      .trimEnd()
      .split("\n");
    const parsed = lines.map((line) => JSON.parse(line));
    expect(parsed[0]).toMatchObject({ format: "guardians-export", migration: ownVersion().migrations.at(-1) });
    expect(parsed.filter((line) => "section" in line).map(({ section }) => section)).toEqual(
      PROGRAM.map(({ name }) => name),
    );
    expect(parsed.at(-1).end).toHaveLength(PROGRAM.length);
  });

  it.each([[[]], [["a", "b"]], [["--to", "a"]]])("needs the name of one file: %j", async (args) => {
    await expect(run(exportToFile, args)).rejects.toBeInstanceOf(UsageError);
    await expect(run(importFromFile, args)).rejects.toBeInstanceOf(UsageError);
  });
});
