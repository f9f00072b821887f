import { afterEach, describe, expect, it } from "vitest";
import { type Database, openPostgres } from "#db/client.ts";
import { runStatement } from "#db/run-statement.ts";
import { checkProfiles, checkRuns } from "#db/schema/index.ts";
import { initDatabase } from "#lib/cli/init-database.ts";
import { sealEvents } from "#lib/events/seal-events.ts";
import { verifySeals } from "#lib/events/verify-seals.ts";
import { openBoss } from "#lib/jobs/open-boss.ts";
import { ensureStarterProfiles } from "#lib/policies/profiles/ensure-starter-profiles.ts";
import { queueRun } from "#lib/policies/runs/queue-run.ts";
import { openWorker } from "#lib/worker/worker.ts";
import { systemContext } from "#tests/support/actors.ts";
import { useTwoRoles } from "#tests/support/databases/two-roles.ts";
import { addService, addTeam } from "#tests/support/people.ts";
import { addSealedReview, ESCALATES } from "#tests/support/policies.ts";
import { beginCover } from "#tests/support/recorded.ts";

describe("a server whose role does not own the tables", () => {
  const roles = useTwoRoles();
  const open: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });

  async function start(): Promise<Database> {
    const database = await openPostgres(roles().application.url);
    open.push(database.close);
    open.push((await openWorker(database)).stop);
    return database;
  }

  it("S43 S49 comes up three times at once, fills what is empty, queues and does jobs, and seals", async () => {
    await initDatabase({ owner: roles().owner.url, application: roles().application.url });
    const [database] = await Promise.all([start(), start(), start()]);
    if (!database) throw new Error("None came up");
    const ctx = systemContext(database.db);
    await ensureStarterProfiles(ctx);
    expect((await database.db.select().from(checkProfiles)).length).toBeGreaterThan(0);
    const teamId = await addTeam(database.db);
    const serviceId = await addService(database.db, { teamId });
    const documents = [{ name: "role.json", text: ESCALATES }];
    const reviewId = await addSealedReview(database.db, { serviceId, teamId, documents });
    await queueRun(ctx, { reviewId, revision: 1 });
    const states = async () => (await database.db.select().from(checkRuns)).map(({ state }) => state);
    await expect.poll(states).toEqual(["finished"]);
    const jobs = async () => (await runStatement(database, "select state::text from pgboss.job", [])).rows;
    await expect.poll(jobs).toEqual([{ state: "completed" }]);
    await beginCover(database.db);
    await sealEvents(ctx);
    expect(await verifySeals(ctx)).toMatchObject({ found: "whole", unsealed: 0 });
  });

  it("S43 tidies its queue: what is over goes to the archive, and from there", async () => {
    await initDatabase({ owner: roles().owner.url, application: roles().application.url });
    const database = await openPostgres(roles().application.url);
    open.push(database.close);
    const boss = openBoss(database, { migrate: false, supervise: false });
    await boss.start();
    open.push(() => boss.stop({ graceful: false }));
    const id = await boss.send("policy-run", { runId: 1 });
    await boss.cancel("policy-run", id ?? "");
    const later = "update pgboss.job set completed_on = now() - interval '1 day'";
    await runStatement(database, later, []);
    await boss.maintain();
    expect((await runStatement(database, "select id from pgboss.archive", [])).rows).toEqual([{ id }]);
    expect((await runStatement(database, "select id from pgboss.job", [])).rows).toEqual([]);
  });
});
