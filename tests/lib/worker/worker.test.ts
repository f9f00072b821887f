import { sql } from "drizzle-orm";
import { afterEach, describe, expect, it } from "vitest";
import { checkRuns, countedQuarters } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { record } from "#lib/events/record.ts";
import { queueRun } from "#lib/policies/runs/queue-run.ts";
import { startWorker, stopWorker } from "#lib/worker/worker.ts";
import { systemContext } from "#tests/support/actors.ts";
import { useTestDatabase } from "#tests/support/database.ts";
import { addService, addTeam, seedProgram } from "#tests/support/people.ts";
import { addSealedReview, ESCALATES } from "#tests/support/policies.ts";

describe("the worker", () => {
  const database = useTestDatabase();
  const db = () => database().db;
  afterEach(stopWorker);

  async function sealed(): Promise<number> {
    const teamId = await addTeam(db());
    const serviceId = await addService(db(), { teamId });
    return addSealedReview(db(), { serviceId, teamId, documents: [{ name: "role.json", text: ESCALATES }] });
  }

  const settled = () => expect.poll(async () => (await db().select().from(checkRuns)).map(({ state }) => state));

  const jobs = async (): Promise<{ state: string }[]> => {
    const { rows } = (await db().execute(sql`select state::text from pgboss.job`)) as unknown as {
      rows: { state: string }[];
    };
    return rows;
  };

  it("does a run that was queued in a transaction, and nothing of one that was rolled back", async () => {
    await startWorker(database());
    const reviewId = await sealed();
    const ctx = systemContext(db());
    const rolledBack = transaction(ctx, async (ctx) => {
      await queueRun(ctx, { reviewId, revision: 1 });
      throw new Error("no");
    });
    await expect(rolledBack).rejects.toThrow("no");
    expect(await jobs()).toEqual([]);
    await transaction(ctx, (ctx) => queueRun(ctx, { reviewId, revision: 1 }));
    await settled().toEqual(["finished"]);
    await expect.poll(jobs).toEqual([{ state: "completed" }]);
  });

  it("does what was waiting, or half done, when it starts", async () => {
    const ctx = systemContext(db());
    await queueRun(ctx, { reviewId: await sealed(), revision: 1 });
    await db().update(checkRuns).set({ state: "running", startedAt: ctx.now });
    await startWorker(database());
    await settled().toEqual(["finished"]);
  });

  it("counts the quarters that are over when it starts, before someone asks for them", async () => {
    await seedProgram(db());
    const ctx = systemContext(db());
    await record(ctx, { type: "team.added", subject: { kind: "team", id: 1 }, data: { teamId: 1 } });
    const counted = async () => (await db().select().from(countedQuarters)).map(({ name }) => name);
    expect(await counted()).toEqual([]);
    await startWorker(database());
    await expect.poll(counted).toContain("times");
  });

  it("starts once, and stops with nothing left running", async () => {
    await Promise.all([startWorker(database()), startWorker(database())]);
    await stopWorker();
    await stopWorker();
    await queueRun(systemContext(db()), { reviewId: await sealed(), revision: 1 });
    expect(await jobs()).toEqual([{ state: "created" }]);
  });
});
