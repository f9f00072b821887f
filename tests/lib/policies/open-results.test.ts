import { asc, eq, inArray } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { checkResults } from "#db/schema/index.ts";
import type { Verdict } from "#lib/checks/verdict.ts";
import { documentPage } from "#lib/policies/documents/document-page.ts";
import { recentRuns, resultsOf } from "#lib/policies/queries.ts";
import { resultsByPlace } from "#lib/policies/rules/compare-runs.ts";
import { openCounts } from "#lib/policies/rules/open-counts.ts";
import { runQueuedChecks } from "#lib/policies/runs/run-queued-checks.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { askResultWaiver } from "#lib/reviews/exceptions/ask-waiver.ts";
import { waiveResult } from "#lib/reviews/exceptions/waive.ts";
import { listReviews } from "#lib/reviews/queries.ts";
import { readFilter } from "#lib/reviews/rules/filter.ts";
import { verdictNow } from "#lib/reviews/rules/gates.ts";
import { systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { ESCALATES, sha256Of } from "#tests/support/policies.ts";
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

  it("is said alike by lists, runs, the gate and the page of the document where all of it is waived", async () => {
    const [listed] = (await listReviews(cast.engineer, readFilter({}))).reviews;
    const asked = { reviewId: listed?.id ?? 0, sha256: sha256Of(ESCALATES) };
    const before = await documentPage(cast.engineer, asked);
    expect([before.verdict, before.documents[0]?.verdict]).toEqual(["fail", "fail"]);
    const blocking = resultsByPlace(before.results).filter((one) => one.blocking);
    let sequence = listed?.sequence ?? 0;
    for (const fingerprint of new Set(blocking.map((one) => one.fingerprint ?? ""))) {
      const about = { documentName: "role.json", fingerprint, reason: "Goes soon" };
      const ask = await askResultWaiver(cast.requester, asked.reviewId, { sequence, ...about });
      const given = { sequence: ask.sequence, ...about, expiresOn: "2026-12-20" };
      sequence = (await waiveResult(cast.second, asked.reviewId, given)).sequence;
    }
    const page = await documentPage(cast.engineer, asked);
    expect([page.verdict, page.documents[0]?.verdict]).toEqual(["waived", "waived"]);
    expect(openCounts(page.results, page.waivers)).toEqual({ open: 0, failing: 0, errors: 0, waived: blocking.length });
    const [after] = (await listReviews(cast.engineer, readFilter({}))).reviews;
    expect(after?.policies).toEqual({ state: "waived", count: blocking.length });
    expect((await recentRuns(cast.engineer)).runs[0]).toMatchObject({
      blocking: 0,
      verdict: "fail",
      standing: "waived",
    });
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
    const [run] = runs;
    const counts = openCounts(await resultsOf(cast.engineer, run?.id ?? 0), []);
    expect([run?.blocking, run?.standing]).toEqual([counts.open, verdictNow(counts)]);
    return { policies: reviews[0]?.policies, blocking: run?.blocking, gate: reviews[0]?.gates[1]?.reason };
  }

  it.each([
    [
      ["fail", "incomplete", "error"],
      { state: "fail", count: 3 },
      "3 blocking results, of which 2 could not be evaluated.",
    ],
    [
      ["incomplete", "error"],
      { state: "error", count: 2 },
      "2 could not be evaluated, which does not count as a pass.",
    ],
    [["incomplete"], { state: "incomplete", count: 1 }, "1 could not be evaluated, which does not count as a pass."],
  ] as const)("is said alike by lists, runs and the gate: %j", async (verdicts, policies, gate) => {
    expect(await saying(...verdicts)).toEqual({ policies, blocking: policies.count, gate });
  });
});
