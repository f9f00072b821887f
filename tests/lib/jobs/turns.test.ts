import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkRuns, reviews } from "#db/schema/index.ts";
import { enqueue } from "#lib/jobs/queue.ts";
import { readyQueues } from "#lib/jobs/ready-queues.ts";
import { takeJob } from "#lib/jobs/take-job.ts";
import { queueRun } from "#lib/policies/runs/queue-run.ts";
import { type Pool, pool, RUNS_AT_ONCE, sharePool } from "#lib/processes/pool.ts";
import { startWorker, stopWorker } from "#lib/worker/worker.ts";
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
  /** Of jobs that one person sends in the same instant any may be first: numbers say whose they are. */
  const whose = (runId: number | null) => Math.floor((runId ?? 0) / 100);

  it("S46 come next to anyone who has none in hand, however many another has sent before", async () => {
    for (let run = 0; run < 45; run += 1) await wait(ANN, 100 + run);
    await wait(BOB, 200);
    await wait(CLEO, 300);
    const [first, second, third, last] = [await take(), await take(), await take(), await take()].map(whose);
    expect([first, last]).toEqual([ANN, ANN]);
    expect([second, third].toSorted()).toEqual([BOB, CLEO]);
  });

  it("S46 come next to anyone who has had none for the longest", async () => {
    const { driver } = database();
    const done = (runId: number) =>
      driver.kind === "pglite"
        ? driver.client.query("update pgboss.job set state = 'completed' where (data ->> 'runId')::int = $1", [runId])
        : driver.pool.query("update pgboss.job set state = 'completed' where (data ->> 'runId')::int = $1", [runId]);
    for (const runId of [101, 102, 103]) await wait(ANN, runId);
    for (const runId of [201, 202]) await wait(BOB, runId);
    const taken: number[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      const runId = await take();
      await done(runId ?? 0);
      taken.push(whose(runId));
    }
    expect(taken).toEqual([ANN, BOB, ANN, BOB, ANN]);
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
