import { describe, expect, it } from "vitest";
import { runStatement } from "#db/run-statement.ts";
import { enqueue } from "#lib/jobs/queue.ts";
import { readyQueues } from "#lib/jobs/ready-queues.ts";
import { silentJobs } from "#lib/jobs/silent-jobs.ts";
import { systemContext } from "#tests/support/actors.ts";
import { useTestDatabase } from "#tests/support/database.ts";

describe("a job whose last try fell silent", () => {
  const database = useTestDatabase();
  const run = (runId: number, by = 1) => ({ name: "policy-run", data: { runId, by } }) as const;
  const fail = (message: string) =>
    runStatement(
      database(),
      "update pgboss.job set state = 'failed', output = jsonb_build_object('value', jsonb_build_object('message', $1::text)) where state = 'created'",
      [message],
    );

  it("is found until another is to do the same, and no other that failed", async () => {
    const ctx = systemContext(database().db);
    await readyQueues(database());
    await enqueue(ctx, run(1));
    await fail("The disk is full.");
    expect(await silentJobs(database())).toEqual([]);
    await enqueue(ctx, run(2));
    await fail("job failed by timeout in active state");
    expect(await silentJobs(database())).toEqual([run(2)]);
    await enqueue(ctx, run(1));
    expect(await silentJobs(database())).toEqual([run(2)]);
    await enqueue(ctx, run(2, 7));
    expect(await silentJobs(database())).toEqual([]);
  });
});
