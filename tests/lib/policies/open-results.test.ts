import { asc, eq, inArray } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { checkResults } from "#db/schema/index.ts";
import type { Verdict } from "#lib/checks/verdict.ts";
import { recentRuns } from "#lib/policies/queries.ts";
import { runQueuedChecks } from "#lib/policies/run-queued-checks.ts";
import { attachDocuments } from "#lib/reviews/attach-documents.ts";
import { listReviews } from "#lib/reviews/queries.ts";
import { readFilter } from "#lib/reviews/rules/filter.ts";
import { systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { ESCALATES } from "#tests/support/policies.ts";
import { addCast, type Cast, claimed } from "#tests/support/reviews.ts";

describe("how many results of a run stand in the way", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
    const { id, sequence } = await claimed(cast);
    await attachDocuments(cast.requester, id, { sequence, documents: [{ name: "role.json", content: ESCALATES }] });
    await runQueuedChecks(systemContext(db()));
  });

  /** Leaves the run results that say these, and no other that blocks. */
  async function saying(...verdicts: Verdict[]) {
    const ids = (await db().select().from(checkResults).orderBy(asc(checkResults.id))).map(({ id }) => id);
    expect(ids.length).toBeGreaterThanOrEqual(verdicts.length);
    await db()
      .update(checkResults)
      .set({ blocking: false, verdict: "pass", reasons: [] })
      .where(inArray(checkResults.id, ids));
    for (const [index, verdict] of verdicts.entries()) {
      await db()
        .update(checkResults)
        .set({ blocking: true, verdict })
        .where(eq(checkResults.id, ids[index] ?? 0));
    }
    const { reviews } = await listReviews(cast.engineer, readFilter({}));
    const { runs } = await recentRuns(cast.engineer);
    return { policies: reviews[0]?.policies, blocking: runs[0]?.blocking, gate: reviews[0]?.gates[1]?.reason };
  }

  it.each([
    [
      ["fail", "incomplete", "error"],
      { state: "fail", count: 3 },
      "3 results block: 2 of them could not be evaluated.",
    ],
    [["incomplete", "error"], { state: "error", count: 2 }, "2 could not be evaluated, which is not a pass."],
    [["incomplete"], { state: "incomplete", count: 1 }, "1 could not be evaluated, which is not a pass."],
  ] as const)("is said alike by lists, runs and the gate: %j", async (verdicts, policies, gate) => {
    expect(await saying(...verdicts)).toEqual({ policies, blocking: policies.count, gate });
  });
});
