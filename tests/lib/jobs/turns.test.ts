import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkRuns, reviews } from "#db/schema/index.ts";
import { enqueue } from "#lib/jobs/queue.ts";
import { readyQueues } from "#lib/jobs/ready-queues.ts";
import { takeJob } from "#lib/jobs/take-job.ts";
import { startWorker, stopWorker } from "#lib/jobs/worker.ts";
import { queueRun } from "#lib/policies/queue-run.ts";
import { type Pool, pool, RUNS_AT_ONCE, sharePool } from "#lib/processes/pool.ts";
import { context, systemContext } from "#tests/support/actors.ts";
import { useTestDatabase } from "#tests/support/database.ts";
import { addPerson, addService, addTeam } from "#tests/support/people.ts";
import { addSealedReview, READ_ONE_BUCKET } from "#tests/support/policies.ts";

const [ANN, BOB, CLEO] = [1, 2, 3];

describe("the turns of people whose checks wait", () => {
  const database = useTestDatabase();
  beforeEach(() => readyQueues(database()));

  const wait = (by: number | null, runId: number) =>
    enqueue(systemContext(database().db), { name: "policy-run", data: { runId, by } });
  const take = async (except: (number | null)[] = []) =>
    (await takeJob(database(), "policy-run", except))?.data.runId ?? null;

  it("S46 come next to whoever has none in hand, however many another has sent before", async () => {
    for (let runId = 0; runId < 45; runId += 1) await wait(ANN, runId);
    await wait(BOB, 100);
    await wait(CLEO, 200);
    expect([await take(), await take(), await take(), await take()]).toEqual([0, 100, 200, 1]);
  });

  it("S46 come next to whoever has had none for the longest", async () => {
    const { driver } = database();
    const done = (runId: number) =>
      driver.kind === "pglite"
        ? driver.client.query("update pgboss.job set state = 'completed' where (data ->> 'runId')::int = $1", [runId])
        : driver.pool.query("update pgboss.job set state = 'completed' where (data ->> 'runId')::int = $1", [runId]);
    for (const runId of [1, 2, 3]) await wait(ANN, runId);
    for (const runId of [11, 12]) await wait(BOB, runId);
    const taken: (number | null)[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      const runId = await take();
      await done(runId ?? 0);
      taken.push(runId);
    }
    expect(taken).toEqual([1, 11, 2, 12, 3]);
    expect(await take()).toBeNull();
  });

  it("S46 are not of those who have as many in hand as they may, nor of nobody where that has", async () => {
    await wait(ANN, 1);
    await wait(null, 2);
    expect(await take([ANN, null])).toBeNull();
    expect(await take([ANN])).toBe(2);
    expect(await take([null])).toBe(1);
  });
});

describe("the checks that run at once", () => {
  const database = useTestDatabase();
  const db = () => database().db;
  let before: Pool;
  let goOn: () => void;
  beforeEach(() => {
    before = pool();
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    sharePool({ ...before, work: (...asked) => held.then(() => before.work(...asked)) });
  });
  afterEach(async () => {
    goOn();
    await stopWorker();
    sharePool(before);
  });

  it("S46 are as many as there are processes for, and one of them is left to others", async () => {
    const teamId = await addTeam(db());
    const serviceId = await addService(db(), { teamId });
    const [ann, bob] = [await addPerson(db(), { teamId }), await addPerson(db(), { teamId })];
    const submit = async (person: typeof ann) => {
      const documents = [{ name: "role.json", text: READ_ONE_BUCKET }];
      const reviewId = await addSealedReview(db(), { serviceId, teamId, documents });
      await db().update(reviews).set({ requesterId: person.personId }).where(eq(reviews.id, reviewId));
      await queueRun(context(db(), person), { reviewId, revision: 1 });
    };
    await startWorker(database());
    for (let run = 0; run < RUNS_AT_ONCE + 2; run += 1) await submit(ann);
    await submit(bob);
    const running = async () => {
      const rows = await db()
        .select({ by: reviews.requesterId })
        .from(checkRuns)
        .innerJoin(reviews, eq(reviews.id, checkRuns.reviewId))
        .where(eq(checkRuns.state, "running"));
      return [ann, bob].map(({ personId }) => rows.filter(({ by }) => by === personId).length);
    };
    await expect.poll(running).toEqual([RUNS_AT_ONCE - 1, 1]);
    goOn();
    const waiting = async () => db().$count(checkRuns, eq(checkRuns.state, "finished"));
    await expect.poll(waiting).toBe(RUNS_AT_ONCE + 3);
  });
});
