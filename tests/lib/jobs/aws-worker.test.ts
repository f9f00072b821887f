import { sql } from "drizzle-orm";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { checkRuns, program } from "#db/schema/index.ts";
import { TIERS } from "#lib/intake/rules/tiers.ts";
import { QUEUES } from "#lib/jobs/queue.ts";
import { publishProfile } from "#lib/policies/profiles/publish-profile.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { queueRun } from "#lib/policies/runs/queue-run.ts";
import { startWorker, stopWorker } from "#lib/worker/worker.ts";
import { systemContext } from "#tests/support/actors.ts";
import { json, useServer, withoutAws, withTemporaryCredentials } from "#tests/support/aws.ts";
import { useTestDatabase } from "#tests/support/database.ts";
import { addService, addTeam, seedProgram } from "#tests/support/people.ts";
import { addSealedReview, READ_ONE_BUCKET } from "#tests/support/policies.ts";

type Job = { name: string; state: string; tries: number; waits: number };

describe("the worker, when AWS is asked", () => {
  const database = useTestDatabase();
  const db = () => database().db;
  let throttled = true;
  const logged: string[] = [];
  const server = useServer((_, response) => {
    if (throttled) json(response, 429, {}, { "x-amzn-errortype": "ThrottlingException" });
    else json(response, 200, { result: "PASS", message: "", findings: [] });
  });

  // The configuration is read once in the life of the process, which is this file.
  beforeAll(() => {
    vi.stubEnv("AWS_REGION", "eu-west-1");
  });
  beforeEach(() => {
    throttled = true;
    withoutAws("/nonexistent");
    withTemporaryCredentials();
    vi.stubEnv("AWS_REGION", "eu-west-1");
    vi.stubEnv("AWS_ENDPOINT_URL_ACCESSANALYZER", server.url());
    logged.length = 0;
    vi.spyOn(process.stderr, "write").mockImplementation((line) => logged.push(String(line)) > 0);
  });
  afterEach(async () => {
    await stopWorker();
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  async function queued(): Promise<void> {
    const ctx = systemContext(db());
    const definition = { ...STANDARD_PROFILE.definition, analyzer: "aws" as const };
    await publishProfile(ctx, { ...STANDARD_PROFILE, definition, tiers: [...TIERS] });
    const teamId = await addTeam(db());
    const serviceId = await addService(db(), { teamId });
    const documents = [{ name: "role.json", text: READ_ONE_BUCKET }];
    await queueRun(ctx, { reviewId: await addSealedReview(db(), { serviceId, teamId, documents }), revision: 1 });
  }

  const job = async (): Promise<Job | undefined> => {
    const { rows } = (await db().execute(
      sql`select name, state::text, retry_count::int as tries,
            extract(epoch from start_after - started_on)::float as waits from pgboss.job`,
    )) as unknown as { rows: Job[] };
    return rows[0];
  };
  /** What waits for its time has it. */
  const passTime = () => db().execute(sql`update pgboss.job set start_after = now() where state = 'retry'`);
  const waitsAfter = (tries: number) =>
    expect.poll(job).toMatchObject({ name: "aws-policy-run", state: "retry", tries: tries - 1 });
  const run = async () => (await db().select().from(checkRuns))[0];

  it("S33 tries again after a growing while, and the run says what it waits for", async () => {
    await startWorker(database());
    await queued();
    const { retryDelay } = QUEUES["aws-policy-run"];
    for (const tries of [1, 2, 3]) {
      await waitsAfter(tries);
      const waits = (await job())?.waits ?? 0;
      expect(waits).toBeGreaterThanOrEqual(retryDelay * 2 ** (tries - 1));
      expect(await run()).toMatchObject({
        state: "queued",
        error: expect.stringMatching(/is not accepting more requests/),
      });
      expect(server.requests).toHaveLength(tries);
      throttled = tries < 3;
      await passTime();
    }
    await expect.poll(async () => (await run())?.state).toBe("finished");
    expect(await run()).toMatchObject({ verdict: "pass", error: null });
    expect(logged.join("")).not.toMatch(/canary/);
  });

  it("S33 gives up after the last try, and the run blocks", async () => {
    await startWorker(database());
    const { retryLimit } = QUEUES["aws-policy-run"];
    await queued();
    await waitsAfter(1);
    await db().execute(sql`update pgboss.job set retry_count = ${retryLimit - 1}, start_after = now()`);
    await expect.poll(async () => (await run())?.state).toBe("error");
    expect(await run()).toMatchObject({
      verdict: "error",
      error: expect.stringMatching(/is not accepting more requests/),
    });
    expect(await job()).toMatchObject({ state: "failed" });
  });

  it("does a run again on the next day that the budget of this one had no room for", async () => {
    throttled = false;
    await seedProgram(db(), { analyzerBudget: 1 });
    await startWorker(database());
    await queued();
    await expect.poll(async () => (await run())?.state).toBe("finished");
    expect(await run()).toMatchObject({ verdict: "incomplete", error: expect.stringMatching(/beyond the/) });
    const { rows } = (await db().execute(
      sql`select distinct to_char(start_after at time zone 'UTC', 'HH24:MI:SS') as at from pgboss.job
        where start_after > created_on`,
    )) as unknown as { rows: { at: string }[] };
    expect(rows).toEqual([{ at: "00:00:00" }]);
    await db().update(program).set({ analyzerBudget: 100 });
    await db().execute(sql`update pgboss.job set start_after = now() where state = 'created'`);
    await expect.poll(async () => (await run())?.verdict).toBe("pass");
    expect(await run()).toMatchObject({ state: "finished", error: null });
  });
});
