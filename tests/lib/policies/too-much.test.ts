import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { blobs, checkRuns, events } from "#db/schema/index.ts";
import { Conflict, Invalid } from "#lib/errors.ts";
import { publishProfile } from "#lib/policies/profiles/publish-profile.ts";
import { recentRuns, runOfRevision } from "#lib/policies/queries.ts";
import { resultsByPlace } from "#lib/policies/rules/compare-runs.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { executeRun } from "#lib/policies/runs/execute-run.ts";
import { queueRun } from "#lib/policies/runs/queue-run.ts";
import { requeueRuns } from "#lib/policies/runs/requeue-runs.ts";
import { runQueuedChecks } from "#lib/policies/runs/run-queued-checks.ts";
import { openPool, type Pool, pool, sharePool } from "#lib/processes/pool.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { recognise } from "#lib/reviews/evidence/recognise.ts";
import { runChecksAgain } from "#lib/reviews/evidence/run-checks-again.ts";
import { systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { READ_ONE_BUCKET, sealRevision } from "#tests/support/policies.ts";
import { addCast, type Cast, claimed, refuses } from "#tests/support/reviews.ts";

/** A policy of as many actions as AWS never takes. */
function actions(count: number): string {
  const Action = Array.from({ length: count }, (_, index) => `s3:Get${index.toString(36)}`);
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });
}

const MEGABYTES = 1024 * 1024;

describe("a document that takes more than it may", () => {
  const db = useDatabase();
  let cast: Cast;
  let before: Pool;
  let impatient: Pool;
  let tasks: string[];

  /** Work on documents is given next to no time, and each task is noted. */
  beforeEach(async () => {
    cast = await addCast(db());
    before = pool();
    tasks = [];
    impatient = openPool({
      entry: () => inject("checksWorker"),
      limits: { processor: 20, memory: 256 * MEGABYTES },
      size: 1,
    });
    const { work } = impatient;
    sharePool({
      ...impatient,
      work: (task, input) => {
        tasks.push(task);
        return work(task, input);
      },
    });
  });
  afterEach(() => {
    sharePool(before);
    impatient.close();
  });

  /** A claimed review whose revision holds the document, with a run that was queued for it. */
  async function queued(text: string) {
    const { id, sequence } = await claimed(cast);
    await sealRevision(db(), id, 2, [{ name: "role.json", text }]);
    const run = await queueRun(cast.requester, { reviewId: id, revision: 2 });
    return { id, sequence, runId: run?.id ?? 0 };
  }

  it("S46 ends its run as an error with the reason after one more try, and is not queued again by itself", async () => {
    const { id, runId } = await queued(actions(8_000));
    const system = systemContext(db());
    const ended = { id: runId, state: "error", verdict: "error" } as const;
    expect(await executeRun(system, runId)).toEqual(ended);
    expect(tasks).toEqual(["evaluate", "evaluate"]);
    const run = await runOfRevision(cast.engineer, id, 2);
    expect(run?.error).toMatch(/“role.json” took more than 20 ms of processor time\. They were tried twice/);
    expect(run?.error).not.toMatch(/restarts/);
    expect(await requeueRuns(system)).toBe(0);
    expect(await executeRun(system, runId)).toEqual(ended);
    expect(tasks).toHaveLength(2);
    const finished = await db().select().from(events).where(eq(events.type, "policy-run.finished"));
    expect(finished.map(({ data }) => data)).toMatchObject([{ runId, verdict: "error" }]);
  });

  it("S46 is checked again when someone asks for it", async () => {
    const { id, sequence, runId } = await queued(actions(8_000));
    await executeRun(systemContext(db()), runId);
    sharePool(before);
    const { sequence: next } = await runChecksAgain(cast.requester, id, { sequence });
    expect(await runOfRevision(cast.engineer, id, 2)).toMatchObject({ state: "queued", verdict: null, error: null });
    expect(await runQueuedChecks(systemContext(db()))).toBe(1);
    expect(await runOfRevision(cast.engineer, id, 2)).toMatchObject({ state: "finished", verdict: "fail" });
    expect((await db().select().from(checkRuns))[0]?.tooMuchAt).toBeNull();
    await refuses(db(), Conflict, () => runChecksAgain(cast.requester, id, { sequence: next }));
  });

  it("S46 is refused when it is attached, at its place, and nothing is stored", async () => {
    const { id, sequence } = await claimed(cast);
    const documents = [{ name: "role.json", content: actions(100_000) }];
    const refused = await refuses(db(), Invalid, () => attachDocuments(cast.requester, id, { sequence, documents }));
    const message = "The document took more than 20 ms of processor time. Split it and attach the parts.";
    expect(refused.problems).toEqual([{ path: ["documents", 0, "role.json"], message }]);
    expect(await db().select().from(blobs)).toEqual([]);
    expect(await recognise(cast.requester, "role.json", actions(100_000))).toEqual({
      kind: "unknown",
      problems: [{ path: [], message }],
    });
  });

  it("S46 is refused as the reference of a profile", async () => {
    const references = { identity: [actions(6_000)], resource: [] };
    const definition = { ...STANDARD_PROFILE.definition, references };
    const wanted = { ...STANDARD_PROFILE, definition, tiers: ["low" as const] };
    const publish = () => publishProfile(cast.engineer, wanted);
    sharePool({
      ...impatient,
      work: (_, input) =>
        impatient.work("evaluate", {
          documents: [{ name: "policy", sha256: "", text: actions(8_000) }],
          definition: { ...STANDARD_PROFILE.definition, ...Object(input) },
          answering: { by: "engine" },
        }) as never,
    });
    const refused = await refuses(db(), Invalid, publish);
    expect(refused.problems).toMatchObject([{ path: ["definition"] }]);
  });

  it("S46 is stored with the first 1,000 of its results, and the rest blocks", async () => {
    sharePool(before);
    const { id, runId } = await queued(actions(1_500));
    await executeRun(systemContext(db()), runId);
    const run = await runOfRevision(cast.engineer, id, 2);
    const validation = run?.results.find(({ check }) => check === "validation");
    expect(validation).toMatchObject({ verdict: "fail", message: expect.stringContaining("1,500 errors") });
    const rest = run?.results.find(({ check }) => check === "unlisted");
    expect(rest).toMatchObject({ verdict: "fail", message: expect.stringMatching(/^50\d more results fail /) });
    expect(resultsByPlace(run?.results ?? []).filter(({ blocking }) => blocking)).toHaveLength(1_001);
    const [{ unlisted } = {}] = rest?.reasons ?? [];
    expect(rest?.reasons[0]).not.toHaveProperty("fingerprint");
    const { runs } = await recentRuns(cast.engineer);
    expect(runs.find((one) => one.id === runId)).toMatchObject({
      blocking: 1_000 + (unlisted?.count ?? 0),
      standing: "fail",
    });
  });

  it("S46 of no policy that AWS takes is incomplete at once", async () => {
    sharePool(before);
    for (const text of [actions(40_000), statements(2_001)]) {
      const { id, runId } = await queued(text);
      expect(await executeRun(systemContext(db()), runId)).toMatchObject({ verdict: "incomplete" });
      const run = await runOfRevision(cast.engineer, id, 2);
      expect(run?.results.map(({ message }) => message).join()).toMatch(/256 KB|2,000 statements/);
    }
    const small = await queued(READ_ONE_BUCKET);
    expect(await executeRun(systemContext(db()), small.runId)).toMatchObject({ verdict: "pass" });
  });
});

function statements(count: number): string {
  const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::a/*" };
  return JSON.stringify({ Version: "2012-10-17", Statement: Array.from({ length: count }, () => statement) });
}
