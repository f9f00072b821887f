import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { runStatement } from "#db/run-statement.ts";
import { anchorStatus } from "#lib/anchors/queries.ts";
import { record } from "#lib/events/record.ts";
import { newestSeal } from "#lib/events/verify-seals.ts";
import { startWorker, stopWorker } from "#lib/worker/worker.ts";
import { systemContext } from "#tests/support/actors.ts";
import { useAnchorReceiver } from "#tests/support/anchor-receiver.ts";
import { useTestDatabase } from "#tests/support/database.ts";

describe("the worker, with ANCHOR_URL", () => {
  const database = useTestDatabase();
  const receiver = useAnchorReceiver();
  beforeAll(() => void vi.stubEnv("ANCHOR_URL", receiver().url));
  afterAll(() => void vi.unstubAllEnvs());
  afterEach(stopWorker);

  it("S43 seals what is there, and posts the seal as a job", async () => {
    const ctx = systemContext(database().db);
    await record(ctx, { type: "team.added", subject: { kind: "team", id: 1 }, data: { teamId: 1 } });
    await startWorker(database());
    const jobs = async () => (await runStatement(database(), "select name, state::text from pgboss.job", [])).rows;
    await expect.poll(jobs).toEqual([{ name: "post-anchor", state: "completed" }]);
    const seal = await newestSeal(ctx);
    expect(receiver().received.map(({ body }) => body)).toMatchObject([{ seal: seal?.hash, events: 1 }]);
    const { host } = new URL(receiver().url);
    expect(await anchorStatus(ctx)).toMatchObject({ host, posted: { sealNumber: 1 }, failing: null });
  });
});
