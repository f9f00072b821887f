import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openPglite } from "#db/client.ts";
import { liveSession } from "#lib/auth/live-session.ts";
import { startSession } from "#lib/auth/start-session.ts";
import { backup } from "#lib/cli/commands/backup.ts";
import { restore } from "#lib/cli/commands/restore.ts";
import { UsageError } from "#lib/cli/usage.ts";
import { Conflict, Invalid, NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { sealEvents } from "#lib/events/seal-events.ts";
import { verifySeals } from "#lib/events/verify-seals.ts";
import { context, systemContext } from "#tests/support/actors.ts";
import { layEmbedded } from "#tests/support/databases/lay-embedded.ts";
import { addPerson } from "#tests/support/people.ts";
import { recorded } from "#tests/support/recorded.ts";
import { takeLock } from "../../../scripts/steps/lock.mjs";

let configuration: { DATA_DIR: string; DATABASE_URL?: string };
vi.mock("#lib/env.ts", () => ({ env: () => configuration }));

describe("a backup of the embedded database", () => {
  let home = "";
  let file = "";
  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), "guardians-backup-"));
    file = path.join(home, "guardians.tar.gz");
    configuration = { DATA_DIR: path.join(home, "data") };
  });
  afterEach(() => rmSync(home, { recursive: true }));

  it("S41 is restored elsewhere as it was, with a record of both, and goes on from there", async () => {
    layEmbedded(path.join(home, "data"));
    const first = await openPglite(path.join(home, "data", "pglite"));
    const event = { type: "team.added", subject: { kind: "team", id: 1 }, data: { teamId: 1 } } as const;
    await record(systemContext(first.db), event);
    await sealEvents(systemContext(first.db));
    const person = await addPerson(first.db);
    const session = await startSession(context(first.db, person, { now: new Date() }), "oidc");
    const before = await recorded(first.db);
    await first.close();
    expect(await backup([file])).toMatch(/^Wrote .*data\/pglite to .*guardians\.tar\.gz, \d+ MB\.$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(home).sort()).toEqual(["data", "guardians.tar.gz"]);

    await expect(backup([file])).rejects.toBeInstanceOf(Conflict);
    await expect(restore([file])).rejects.toThrow(/.* already/);

    configuration = { DATA_DIR: path.join(home, "other") };
    expect(await restore([file])).toBe(
      `Restored ${file} to ${path.join(home, "other", "pglite")}. Everyone must sign in again.`,
    );
    expect(readdirSync(path.join(home, "other"))).toEqual(["pglite"]);
    const second = await openPglite(path.join(home, "other", "pglite"));
    const ctx = systemContext(second.db);
    const subject = ["program", 1];
    expect(await recorded(second.db)).toEqual([
      ...before,
      { type: "data.exported", subject, data: { what: "backup", format: "archive", count: 1 } },
      { type: "data.restored", subject, data: { sessions: 1 } },
    ]);
    expect(await liveSession(second.db, session, new Date())).toBeNull();
    await record(ctx, event);
    expect(await sealEvents(ctx)).toBe(4);
    expect(await verifySeals(ctx)).toMatchObject({ found: "whole", events: 5 });
    await second.close();

    const whole = readFileSync(file);
    writeFileSync(file, whole.subarray(0, whole.byteLength - 100));
    configuration = { DATA_DIR: path.join(home, "third") };
    await expect(restore([file])).rejects.toThrow(/is incomplete/);
    expect(existsSync(path.join(home, "third", "pglite"))).toBe(false);
  });

  it("is refused, and not restored, while the database is in use", async () => {
    const lock = path.join(home, "lock");
    configuration = { DATA_DIR: home };
    const held = takeLock(lock);
    writeFileSync(file, gzipSync("PG_VERSION"));
    await expect(backup([`${file}.2`])).rejects.toThrow(/is in use by process/);
    await expect(restore([file])).rejects.toThrow(/is in use by process/);
    held.release();
    expect(readdirSync(home)).toEqual(["guardians.tar.gz"]);
  });

  it("is of an embedded database that exists only", async () => {
    await expect(backup([file])).rejects.toBeInstanceOf(NotFound);
    configuration = { DATA_DIR: home, DATABASE_URL: "postgres://db.example.com/guardians" };
    await expect(backup([file])).rejects.toThrow(/the data is in PostgreSQL/);
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    ["no file", null],
    ["no archive", Buffer.from("PG_VERSION")],
    ["another archive", gzipSync("words")],
  ])("is not restored from %s", async (_, content) => {
    if (content) writeFileSync(file, content);
    await expect(restore([file])).rejects.toBeInstanceOf(Invalid);
    expect(existsSync(configuration.DATA_DIR)).toBe(false);
  });

  it.each([[[]], [["a", "b"]], [["--to", "a"]]])("needs the name of one file: %j", async (args) => {
    await expect(backup(args)).rejects.toBeInstanceOf(UsageError);
    await expect(restore(args)).rejects.toBeInstanceOf(UsageError);
  });
});
