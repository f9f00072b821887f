import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { GET } from "#app/api/v1/backup/route.ts";
import { type Database, openPglite } from "#db/client.ts";
import { people, rateCounts } from "#db/schema/index.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import { restore } from "#lib/cli/commands/restore.ts";
import { record } from "#lib/events/record.ts";
import { sealEvents } from "#lib/events/seal-events.ts";
import { verifySeals } from "#lib/events/verify-seals.ts";
import { LIMITS, windowStart } from "#lib/limits/rules.ts";
import { context, systemContext } from "#tests/support/actors.ts";
import { useProductDatabase } from "#tests/support/database.ts";
import { layEmbedded } from "#tests/support/databases/lay-embedded.ts";
import { addPerson, seedProgram } from "#tests/support/people.ts";
import { beginCover, recorded } from "#tests/support/recorded.ts";

let actor: PersonActor;
vi.mock("#lib/auth/session.ts", () => ({ currentPerson: async () => actor }));
let configuration: object = {};
vi.mock("#lib/env.ts", () => ({ env: () => configuration }));

const download = (method = "GET") =>
  GET(new Request("http://127.0.0.1:3000/api/v1/backup", { method }), { params: Promise.resolve({}) });

describe("the backup of an embedded database in use", () => {
  let home = "";
  let opened: Database;
  let admin: PersonActor;
  beforeAll(async () => {
    home = mkdtempSync(path.join(tmpdir(), "guardians-download-"));
    layEmbedded(path.join(home, "data"));
    opened = await openPglite(path.join(home, "data", "pglite"));
    vi.stubGlobal("guardiansDatabase", Promise.resolve(opened));
    await seedProgram(opened.db);
    admin = await addPerson(opened.db, { name: "Ada Admin", roles: ["admin"] });
  });
  afterAll(async () => {
    vi.unstubAllGlobals();
    await opened.close();
    rmSync(home, { recursive: true });
  });
  beforeEach(async () => {
    actor = admin;
    await opened.db.delete(rateCounts);
  });
  afterEach(() => void vi.useRealTimers());

  const beside = () => readdirSync(path.join(home, "data")).toSorted();
  const gone = () => expect.poll(beside, { timeout: 240_000 }).toEqual(["pglite"]);
  const last = async () => (await recorded(opened.db)).at(-1);

  /** The answer, when nobody is served any more. A copy is gone a moment before the next may come. */
  async function free(status = 200, method = "GET"): Promise<Response> {
    let response = await download(method);
    const again = async () => {
      if (response.status === 409) response = await download(method);
      return response.status;
    };
    await expect.poll(again, { timeout: 240_000, interval: 500 }).toBe(status);
    return response;
  }

  it("S41 is restored with everything up to it, whatever is written meanwhile, and is recorded", async () => {
    const ctx = systemContext(opened.db);
    await record(ctx, { type: "team.added", subject: { kind: "team", id: 1 }, data: { teamId: 1 } });
    await beginCover(opened.db);
    await sealEvents(ctx);
    const before = await recorded(opened.db);
    const writing = Array.from({ length: 20 }, (_, n) => addPerson(opened.db, { name: `Written ${n}` }));
    const [response] = await Promise.all([download(), ...writing]);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "application/gzip",
      "content-disposition": expect.stringMatching(
        /^attachment; filename\*=UTF-8''guardians-\d{4}-\d\d-\d\dT\d{6}Z\.tar\.gz$/,
      ),
      "cache-control": "no-store",
    });
    const data = { what: "backup", format: "archive", count: 1 };
    expect(await last()).toEqual({ type: "data.exported", subject: ["program", 1], data });
    const file = path.join(home, "down.tar.gz");
    writeFileSync(file, new Uint8Array(await response.arrayBuffer()));
    await gone();

    configuration = { DATA_DIR: path.join(home, "other") };
    await restore([file]);
    const again = await openPglite(path.join(home, "other", "pglite"));
    const restored = { type: "data.restored", subject: ["program", 1], data: { sessions: 0 } };
    expect(await recorded(again.db)).toEqual([...before, restored]);
    expect(await verifySeals(systemContext(again.db))).toMatchObject({ found: "whole", events: before.length });
    const there = await again.db.$count(people);
    await addPerson(again.db, { name: "Someone new" });
    expect(await again.db.$count(people)).toBe(there + 1);
    await again.close();
  });

  it("leaves no copy when its head is asked for only", async () => {
    expect((await free(200, "HEAD")).body).toBeNull();
    await gone();
  });

  it("is one at a time, until it is read or left", async () => {
    const first = await free();
    const second = await download();
    expect(second.status).toBe(409);
    expect(await second.json()).toMatchObject({ detail: expect.stringMatching(/is already running\./) });
    await first.body?.cancel();
    await (await free()).body?.cancel();
    await gone();
  });

  it.each([["security_engineer"], ["program_manager"], ["auditor"], ["leader"]] as const)(
    "is for admins: %s may not have it, which is recorded",
    async (role) => {
      actor = await addPerson(opened.db, { roles: [role] });
      const response = await download();
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ detail: "Only an admin can do this." });
      expect(await last()).toMatchObject({ type: "access.refused", data: { action: "GET /api/v1/backup" } });
      expect(beside()).toEqual(["pglite"]);
    },
  );

  it("S28 is counted with the other exports", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const who = `person ${actor.personId}`;
    const row = { name: "export", who, windowStart: windowStart("export", new Date()), count: LIMITS.export.most };
    await opened.db.insert(rateCounts).values(row);
    expect((await download()).status).toBe(429);
  });

  it("S41 stays where it cannot be recorded, and leaves no copy", async () => {
    const lines = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    await opened.db.execute(sql`alter table events add constraint closed check (type <> 'data.exported') not valid`);
    const response = await free(500);
    await opened.db.execute(sql`alter table events drop constraint closed`);
    expect(response.status).toBe(500);
    expect(lines).toHaveBeenCalledOnce();
    await gone();
    expect(existsSync(path.join(home, "data", "backup"))).toBe(false);
  });
});

describe("the backup of another database", () => {
  const database = useProductDatabase();

  it("is refused with what to do: PostgreSQL has its own, and memory has none", async () => {
    actor = await addPerson(database().db, { roles: ["admin"] });
    const response = await download();
    expect(response.status).toBe(409);
    const words = { postgres: /in PostgreSQL: back it up like/, pglite: /in memory only/ };
    expect(await response.json()).toMatchObject({ detail: expect.stringMatching(words[database().driver.kind]) });
    expect(await recorded(database().db)).toEqual([]);
  });

  it("says so of PostgreSQL, whatever the tests run on", async () => {
    const { readBackup } = await import("#lib/transfer/read-backup.ts");
    vi.stubGlobal("guardiansDatabase", Promise.resolve({ driver: { kind: "postgres" } }));
    const admin = context(database().db, await addPerson(database().db, { roles: ["admin"] }));
    await expect(readBackup(admin)).rejects.toThrow(/“guardians export” on the server/);
  });
});
