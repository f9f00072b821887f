import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { afterAll, describe, expect, it } from "vitest";
import { acceptedUntil } from "#db/conditions/exceptions.ts";
import { embeddedDb } from "#db/embedded-client.ts";
import { MIGRATIONS } from "#db/migrate.ts";
import { rowsOf } from "#db/rows-of.ts";
import { exceptions } from "#db/schema/index.ts";
import { rowDigest } from "#lib/events/covered.ts";
import { verifyRows } from "#lib/events/verify-rows.ts";
import { systemContext } from "#tests/support/actors.ts";
import { gitIn } from "#tests/support/git.ts";

/** The migrations of the first release in this history and of those after it that are not as they were released. */
function changedSinceRelease(folder: string): string[] {
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: "pipe" });
  const lines = (text: string) => text.split("\n").filter((line) => line !== "");
  const releases = lines(git("tag", "--list", "v*.*.*", "--sort=creatordate"));
  return [
    ...new Set(
      releases.flatMap((tag) => {
        return lines(git("diff", "--name-only", "--diff-filter=a", "--no-renames", tag, "--", "db/migrations/*.sql"));
      }),
    ),
  ];
}

describe("migrations are append-only from the first release on", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "migrations-"));
  const { git, commit } = gitIn(() => folder);
  const write = (name: string, text: string) => writeFileSync(path.join(folder, "db/migrations", name), text);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("finds one that was released and is another now, and none that was added", () => {
    mkdirSync(path.join(folder, "db/migrations"), { recursive: true });
    write("0000_init.sql", "create table a ();");
    commit();
    write("0000_init.sql", "create table b ();");
    expect(changedSinceRelease(folder)).toEqual([]);
    commit();
    git("tag", "-a", "-m", "0.1.0", "v0.1.0");
    write("0001_more.sql", "create table c ();");
    commit();
    git("tag", "-a", "-m", "0.2.0", "v0.2.0");
    expect(changedSinceRelease(folder)).toEqual([]);
    write("0001_more.sql", "create table d ();");
    rmSync(path.join(folder, "db/migrations/0000_init.sql"));
    expect(changedSinceRelease(folder).sort()).toEqual(["db/migrations/0000_init.sql", "db/migrations/0001_more.sql"]);
  });

  it("holds here", () => {
    expect(changedSinceRelease(process.cwd())).toEqual([]);
  });
});

describe("a database of before exceptions", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "migrations-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** The migrations up to and with the first. */
  function first(): string {
    cpSync(MIGRATIONS, folder, { recursive: true });
    const journal = path.join(folder, "meta/_journal.json");
    const { entries, ...rest } = JSON.parse(readFileSync(journal, "utf8"));
    writeFileSync(journal, JSON.stringify({ ...rest, entries: entries.slice(0, 1) }));
    return folder;
  }

  it("keeps its waivers and accepted risks, and what was recorded of them still matches", async () => {
    const client = await PGlite.create();
    await client.exec("set time zone 'UTC'");
    await migrate(drizzle(client), { migrationsFolder: first() });
    const at = new Date("2026-11-20T10:00:00Z");
    const given = { id: 1, reviewId: 1, reason: "Known", askedById: 1, approvedById: 2, approvedAt: at };
    const ended = { endedAt: at, endedById: 2, endReason: "It is closed" };
    const ofGate = { ...given, gate: "findings", expiresOn: "2026-12-01", ...ended };
    const ofResult = { ...given, documentName: "role.json", fingerprint: "f", expiresOn: "2026-12-02" };
    const rows = JSON.stringify([
      ["waivers", 1, rowDigest(ofGate)],
      ["check_waivers", 1, rowDigest(ofResult)],
    ]);
    await client.exec(`
      insert into people (name, email, created_at) values ('Ann', 'ann@example.com', now()), ('Ben', 'ben@example.com', now());
      insert into organisations (name, created_at) values ('Shop', now());
      insert into teams (organisation_id, name, created_at) values (1, 'Basket', now());
      insert into services (team_id, name, created_at) values (1, 'Basket API', now());
      insert into reviews (title, state, intake, service_id, created_at, updated_at)
        values ('Export', 'in_review', '{}', 1, now(), now());
      insert into waivers (review_id, gate, reason, asked_by_id, approved_by_id, approved_at, expires_on, ended_at, ended_by_id, end_reason)
        values (1, 'findings', 'Known', 1, 2, '2026-11-20T10:00:00Z', '2026-12-01', '2026-11-20T10:00:00Z', 2, 'It is closed');
      insert into check_waivers (review_id, document_name, fingerprint, reason, asked_by_id, approved_by_id, approved_at, expires_on)
        values (1, 'role.json', 'f', 'Known', 1, 2, '2026-11-20T10:00:00Z', '2026-12-02');
      insert into findings (review_id, title, severity, first_severity, source, finder, phase, blocking, state, revision, cycle,
        settled_by_id, settled_at, settle_reason, accepted_until, advised_by_id, created_at, updated_at)
        values (1, 'Open', 'high', 'high', 'manual', 'engineer', 'in_review', true, 'accepted', 1, 1,
          2, '2026-11-20T10:00:00Z', 'Watched', '2026-12-31', 1, now(), now());
      insert into events (at, type, actor_kind, subject_kind, subject_id, data, request_id, rows)
        values (now(), 'review.gate-waived', 'system', 'review', 1, '{}', 'r', '${rows}')`);
    await migrate(drizzle(client), { migrationsFolder: MIGRATIONS });
    const db = embeddedDb(client);
    expect(await verifyRows(systemContext(db))).toEqual({ rows: 2, since: null, waiting: 0 });
    const kept = await db.select().from(exceptions).orderBy(exceptions.id, exceptions.kind);
    const none = { gate: null, documentName: null, fingerprint: null, findingId: null };
    const open = { endedAt: null, endedById: null, endReason: null };
    expect(kept).toEqual([
      { ...none, kind: "gate", ...ofGate },
      { ...none, ...open, kind: "result", ...ofResult },
      { ...none, ...open, ...given, kind: "finding", id: 2, findingId: 1, reason: "Watched", expiresOn: "2026-12-31" },
    ]);
    expect(await rowsOf(db, sql`select ${acceptedUntil()} as until from findings`)).toEqual([{ until: "2026-12-31" }]);
    await client.close();
  });
});
