import { beforeEach, describe, expect, it } from "vitest";
import { needsOf } from "#lib/agenda/queries.ts";
import { Conflict } from "#lib/errors.ts";
import { documentPage } from "#lib/policies/documents/document-page.ts";
import { runOfRevision } from "#lib/policies/queries.ts";
import { standingOf } from "#lib/policies/rules/by-statement.ts";
import { resultsByPlace } from "#lib/policies/rules/compare-runs.ts";
import { runQueuedChecks } from "#lib/policies/runs/run-queued-checks.ts";
import { requestChanges } from "#lib/reviews/asks/request-changes.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { rejectReview } from "#lib/reviews/decisions/reject-review.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { attachThreatModel } from "#lib/reviews/evidence/attach-threat-model.ts";
import { askResultWaiver } from "#lib/reviews/exceptions/ask-waiver.ts";
import { waiverView } from "#lib/reviews/exceptions/waiver-view.ts";
import { cancelReview } from "#lib/reviews/lifecycle/cancel-review.ts";
import { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";
import { closeReview } from "#lib/reviews/lifecycle/close-review.ts";
import { releaseReview } from "#lib/reviews/lifecycle/release-review.ts";
import { reopenReview } from "#lib/reviews/lifecycle/reopen-review.ts";
import { at, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { READ_ONE_BUCKET } from "#tests/support/policies.ts";
import { addCast, type Cast, modelBy, refuses, submitted } from "#tests/support/reviews.ts";
import { askFor, give, LAST_DAY, type Place, withBlockingResult, withoutModel } from "#tests/support/waivers.ts";

const LATER = "2026-11-26T09:00:00Z";

describe("what an ask for a waiver is about", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  type Asking = { gate?: "conflicts"; now?: string };
  const ask = (place: Place, { gate, now = "2026-11-25T10:00:00Z" }: Asking = {}) =>
    askFor(at(cast.requester, now), place, gate);
  const waive = (place: Place, given = {}) => give(at(cast.manager, LATER), place, given);
  const shown = async (id: number) => (await reviewDetail(cast.auditor, id)).waiverAsks.map(({ gate }) => gate);

  it("S11 is the cycle that it was made in: what was asked for before is not given after the review is opened again", async () => {
    const given = await waive(await ask(await withoutModel(cast)));
    const { id, ...renewal } = await ask(given, { now: LATER });
    const { sequence } = await approveReview(at(cast.engineer, LATER), id, { sequence: renewal.sequence });
    expect(await shown(id)).toEqual(["threat_model"]);
    const reopened = { sequence, reason: "A second export" };
    const open = await reopenReview(at(cast.requester, "2026-11-27T09:00:00Z"), id, reopened);
    expect(await shown(id)).toEqual([]);
    const longer = { expiresOn: "2027-01-10" };
    const error = await refuses(db(), Conflict, () => waive(open, longer));
    expect(error.message).toContain("This waiver has not been requested.");
    const soon = at(cast.manager, "2026-12-10T09:00:00Z");
    const verbs = async () =>
      (await needsOf(soon)).needs.filter(({ kind }) => kind === "waiver").map(({ verb }) => verb);
    expect(await verbs()).toEqual([]);
    const anew = await ask(open, { now: "2026-11-27T09:00:00Z" });
    expect(await shown(id)).toEqual(["threat_model"]);
    expect(await verbs()).toEqual(["Renew or let expire"]);
    expect(await waive(anew, longer)).toMatchObject({ id });
  });

  it("S07 is what the reviewer stated who had claimed the review: the next one's conflict takes another ask", async () => {
    const { id, sequence } = await submitted(cast);
    const claim = { sequence, conflict: "My sister wrote it" };
    const open = await ask(await claimReview(cast.engineer, id, claim), { gate: "conflicts" });
    expect(await shown(id)).toEqual(["conflicts"]);
    const free = await releaseReview(cast.engineer, id, { sequence: open.sequence, reason: "On leave" });
    const next = { sequence: free.sequence, conflict: "My spouse wrote it" };
    const theirs = await claimReview(at(cast.second, LATER), id, next);
    expect(await shown(id)).toEqual([]);
    await refuses(db(), Conflict, () => waive(theirs, { gate: "conflicts" }));
    const anew = await ask(theirs, { gate: "conflicts", now: LATER });
    expect(await waive(anew, { gate: "conflicts" })).toMatchObject({ id });
  });

  it("is a gate that is unmet, or waived until a day", async () => {
    const asked = await ask(await withoutModel(cast));
    const { id, sequence } = await ask(await waive(asked), { now: LATER });
    expect(await shown(id)).toEqual(["threat_model"]);
    const versionId = await modelBy(cast.requester, cast);
    await attachThreatModel(cast.requester, id, { sequence, versionId });
    expect(await shown(id)).toEqual([]);
  });

  it("is nothing any more where the review has ended", async () => {
    const back = async ({ id, sequence }: Place) => {
      return requestChanges(cast.engineer, id, { sequence, reasonCode: "evidence", message: "Where is it?" });
    };
    const one = await back(await ask(await withoutModel(cast)));
    expect(await shown(one.id)).toEqual(["threat_model"]);
    await cancelReview(cast.requester, one.id, { sequence: one.sequence, reason: "Not needed" });
    const two = await ask(await withoutModel(cast));
    await rejectReview(cast.engineer, two.id, { sequence: two.sequence, reason: "Passwords" });
    const three = await ask(await waive(await ask(await withoutModel(cast))), { now: LATER });
    const done = await approveReview(at(cast.engineer, LATER), three.id, { sequence: three.sequence });
    expect(await shown(three.id)).toEqual(["threat_model"]);
    const over = { sequence: done.sequence, reason: "Not needed", dropped: true };
    await closeReview(at(cast.engineer, LATER), three.id, over);
    for (const { id } of [one, two, three]) expect(await shown(id)).toEqual([]);
  });

  it("is a result that the current checks still find", async () => {
    const { id, sequence, result: wanted } = await withBlockingResult(cast);
    const { reason: _, ...result } = wanted;
    const asked = await askResultWaiver(cast.guardian, id, { sequence, ...wanted });
    const beside = async () => (await waiverView(cast.auditor, id)).asks;
    expect((await reviewDetail(cast.auditor, id)).waiverAsks).toMatchObject([result]);
    expect(await beside()).toMatchObject([result]);
    const better = [{ name: "role.json", content: READ_ONE_BUCKET }];
    await attachDocuments(cast.requester, id, { sequence: asked.sequence, documents: better });
    await runQueuedChecks(systemContext(db()));
    expect((await reviewDetail(cast.auditor, id)).waiverAsks).toEqual([]);
    expect(await beside()).toEqual([]);
  });

  it("is answered with the gate of the checks, with which every result stands until its day", async () => {
    const { id, sequence, result } = await withBlockingResult(cast);
    const asked = await askResultWaiver(cast.guardian, id, { sequence, ...result });
    const gate = await askFor(cast.requester, asked, "policy_checks");
    await give(cast.second, gate, { gate: "policy_checks" });
    const { waiverAsks, policies, askable, revision } = await reviewDetail(cast.engineer, id);
    expect({ waiverAsks, policies, askable }).toMatchObject({
      waiverAsks: [],
      policies: { state: "waived" },
      askable: { results: [] },
    });
    const standing = async (now: string) => {
      const run = await runOfRevision(at(cast.engineer, now), id, revision);
      const blocking = resultsByPlace(run?.results ?? []).filter((one) => one.blocking);
      return blocking.map((one) => standingOf(one, run?.waivers ?? []));
    };
    expect(new Set(await standing("2026-12-20T09:00:00Z"))).toEqual(new Set(["waived"]));
    expect(new Set(await standing("2026-12-21T09:00:00Z"))).toEqual(new Set(["blocks"]));
    const document = { reviewId: id, sha256: (await reviewDetail(cast.engineer, id)).documents[0]?.sha256 ?? "" };
    expect(await documentPage(cast.engineer, document)).toMatchObject({
      verdict: "waived",
      waivers: [{ fingerprint: null, expiresOn: LAST_DAY, approvedBy: { name: "Sara Second" } }],
    });
    expect((await needsOf(cast.second)).needs.filter(({ kind }) => kind === "waiver")).toEqual([]);
  });
});
