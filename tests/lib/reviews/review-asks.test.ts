import { beforeEach, describe, expect, it } from "vitest";
import { reviewAsks, reviewComments } from "#db/schema/index.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { runOfRevision } from "#lib/policies/queries.ts";
import { resultsByPlace } from "#lib/policies/rules/compare-runs.ts";
import { runQueuedChecks } from "#lib/policies/runs/run-queued-checks.ts";
import { requestChanges } from "#lib/reviews/asks/request-changes.ts";
import { resubmitReview } from "#lib/reviews/asks/resubmit-review.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { submitReview } from "#lib/reviews/drafts/submit-review.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { attachThreatModel } from "#lib/reviews/evidence/attach-threat-model.ts";
import { removeDocument } from "#lib/reviews/evidence/remove-document.ts";
import { askResultWaiver } from "#lib/reviews/exceptions/ask-waiver.ts";
import { waiveResult } from "#lib/reviews/exceptions/waive.ts";
import { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";
import { importThreatModel } from "#lib/threat-models/import-model.ts";
import { at, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { recorded } from "#tests/support/recorded.ts";
import { addCast, type Cast, drafted, type PersonContext, refuses } from "#tests/support/reviews.ts";
import { composerModel } from "#tests/support/threat-models.ts";
import { waive } from "#tests/support/waivers.ts";
import { wrong } from "#tests/support/wrong.ts";

type Statement = { Sid: string; Action: string };
const policy = (...statements: Statement[]) =>
  JSON.stringify(
    { Version: "2012-10-17", Statement: statements.map((one) => ({ Effect: "Allow", Resource: "*", ...one })) },
    null,
    2,
  );
const STOP = { Sid: "Stop", Action: "cloudtrail:StopLogging" };
const DELETE = { Sid: "Delete", Action: "cloudtrail:DeleteTrail" };
/** It cannot be read whether the trail may be stopped: nothing of it can be waived. */
const UNKNOWN = `Resources:
  Reader:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: !Ref Given
`;

describe("asking for results and threats that block", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  async function attach(
    by: PersonContext,
    review: { id: number; sequence: number },
    content: string,
    name = "trail.json",
  ) {
    const { id, sequence } = review;
    const receipt = await attachDocuments(by, id, { sequence, documents: [{ name, content }] });
    await runQueuedChecks(systemContext(db()));
    return receipt;
  }

  async function importModel(content: string) {
    const wanted = { serviceId: cast.serviceId, fileName: "model.json", content, authorRole: "builder" as const };
    return (await importThreatModel(cast.colleague, wanted)).versionId;
  }

  /** In review by the engineer with two results and one threat that block. */
  async function blocked(content = policy(STOP, DELETE), name?: string) {
    const draft = await drafted(cast);
    const versionId = await importModel(composerModel());
    const modelled = await attachThreatModel(cast.requester, draft.id, { sequence: draft.sequence, versionId });
    const attached = await attach(cast.requester, modelled, content, name);
    const sent = await submitReview(cast.requester, draft.id, { sequence: attached.sequence });
    await runQueuedChecks(systemContext(db()));
    return claimReview(cast.engineer, sent.id, { sequence: sent.sequence, conflict: "" });
  }

  const detail = (id: number, ctx: PersonContext = cast.engineer) => reviewDetail(ctx, id);
  const offered = async (id: number) => (await detail(id)).askable ?? { results: [], threats: [], more: 0 };

  /** Changes are requested of everything that blocks. */
  async function asked() {
    const review = await blocked();
    const { results, threats } = await offered(review.id);
    const asks = { results: results.map(({ key }) => key), threats: threats.map(({ itemId }) => itemId) };
    const wanted = { sequence: review.sequence, reasonCode: "evidence" as const, asks };
    return requestChanges(cast.engineer, review.id, wanted);
  }

  it("offers each result and each threat that blocks, in words and where it stands, to who may ask", async () => {
    const { id } = await blocked();
    const found = await offered(id);
    expect(found.results.map(({ verdict, words, place }) => `${verdict}: ${words}; ${place}`)).toEqual([
      expect.stringMatching(/^fail: .+; trail\.json, .*statement Stop, lines \d+ to \d+$/),
      expect.stringMatching(/^fail: .+; trail\.json, .*statement Delete, lines \d+ to \d+$/),
    ]);
    expect(found.threats).toMatchObject([
      { words: "#2 A stolen token never expires", place: "Q01, threat without a documented mitigation" },
    ]);
    expect(found.more).toBe(0);
    expect((await detail(id, cast.guardian)).askable).toEqual(found);
    expect((await detail(id, cast.requester)).askable).toBeNull();
  });

  it("offers what could not be evaluated, which nobody could waive", async () => {
    const incomplete = await blocked(UNKNOWN, "export.yaml");
    expect((await offered(incomplete.id)).results).toMatchObject([
      { verdict: "incomplete", place: expect.stringContaining("export.yaml") },
    ]);
  });

  it("leaves out what a waiver lets stand", async () => {
    const { id, sequence, revision } = await blocked();
    const run = await runOfRevision(cast.engineer, id, revision);
    const [result] = resultsByPlace(run?.results ?? []).filter(({ blocking }) => blocking);
    const about = { documentName: "trail.json", fingerprint: result?.fingerprint ?? "" };
    const open = await askResultWaiver(cast.requester, id, { ...about, sequence, reason: "No time before the launch" });
    const terms = { reason: "Moves next week", expiresOn: "2026-12-01" };
    await waiveResult(cast.second, id, { ...about, ...terms, sequence: open.sequence });
    expect((await offered(id)).results).toHaveLength(1);
  });

  it("records what was ticked, needs no message for it, and says so in the event by its ids", async () => {
    const { id, state } = await asked();
    expect(state).toBe("changes_requested");
    const rows = await db().select().from(reviewAsks).orderBy(reviewAsks.id);
    const common = { reviewId: id, revision: 1, askedById: cast.engineer.actor.personId, answeredAt: null };
    expect(rows).toMatchObject([
      { ...common, documentName: "trail.json", threatItemId: null },
      { ...common, documentName: "trail.json", threatItemId: null },
      { ...common, documentName: null, resultKey: null },
    ]);
    expect(await db().select().from(reviewComments)).toEqual([]);
    expect((await recorded(db())).at(-1)).toEqual({
      type: "review.changes-requested",
      subject: ["review", id],
      data: { revision: 1, reasonCode: "evidence", askIds: rows.map((row) => row.id) },
    });
  });

  it("asks for what stays ticked alone, once, and the guardian can ask too", async () => {
    const { id, sequence } = await blocked();
    const [first] = (await offered(id)).results;
    const key = first?.key ?? "";
    const wanted = {
      sequence,
      reasonCode: "evidence" as const,
      asks: { results: [key, key] },
      message: "And say why.",
    };
    await requestChanges(cast.guardian, id, wanted);
    expect(await db().select().from(reviewAsks)).toMatchObject([{ resultKey: key }]);
    expect(await db().select().from(reviewComments)).toMatchObject([{ body: "And say why.", ask: true }]);
  });

  it("refuses what does not block now, each at its place, and anyone who may not ask", async () => {
    const { id, sequence } = await blocked();
    const found = await offered(id);
    const [key = ""] = found.results.map((result) => result.key);
    const wanted = { sequence, reasonCode: "evidence" as const, asks: { results: [key] } };
    const ask = (asks: object) => () => requestChanges(cast.engineer, id, wrong({ ...wanted, asks }));
    const error = await refuses(db(), Invalid, ask({ results: [key, "0".repeat(64)], threats: [999] }));
    expect(error.problems.map(({ path }) => path.join("."))).toEqual(["asks.results.1", "asks.threats.0"]);
    await refuses(db(), Invalid, ask({ results: ["trail.json"] }));
    await refuses(db(), Invalid, ask({ threats: Array(101).fill(1) }));
    await refuses(db(), Invalid, ask({ gates: ["findings"] }));
    await refuses(db(), Conflict, ask({ results: [] }));
    await refuses(db(), Conflict, () => requestChanges(cast.engineer, id, { ...wanted, sequence: 1 }));
    await refuses(db(), Forbidden, () => requestChanges(cast.second, id, wanted));
    await refuses(db(), Forbidden, () => requestChanges(cast.requester, id, wanted));
    await refuses(db(), NotFound, () => requestChanges(cast.outsider, id, wanted));
  });

  it("refuses a result while the checks of a newer revision run", async () => {
    const { id, sequence } = await blocked();
    const [key = ""] = (await offered(id)).results.map((result) => result.key);
    const documents = [{ name: "trail.json", content: policy(STOP) }];
    const changed = await attachDocuments(cast.requester, id, { sequence, documents });
    expect((await offered(id)).results).toEqual([]);
    const wanted = { sequence: changed.sequence, reasonCode: "evidence" as const, asks: { results: [key] } };
    await refuses(db(), Conflict, () => requestChanges(cast.engineer, id, wanted));
  });

  it("shows the requester what is asked for, with where it stands", async () => {
    const { id } = await asked();
    const { asks, documents } = await detail(id, cast.requester);
    const ofResult = { sha256: documents[0]?.sha256, documentName: "trail.json", threatItemId: null, mended: false };
    expect(asks).toMatchObject([
      { ...ofResult, place: expect.stringContaining("statement Stop"), askedBy: { name: "Enzo Engineer" } },
      { ...ofResult, place: expect.stringContaining("statement Delete") },
      { words: "#2 A stolen token never expires", threatModelId: expect.any(Number), mended: false },
    ]);
  });

  it("says of each whether it still blocks, once new evidence is checked", async () => {
    const sent = await asked();
    const later = at(cast.requester, "2026-11-26T10:00:00Z");
    const documents = [{ name: "trail.json", content: policy(DELETE) }];
    const changed = await attachDocuments(later, sent.id, { sequence: sent.sequence, documents });
    const mended = async () => (await detail(sent.id, cast.requester)).asks.map((ask) => ask.mended);
    expect(await mended()).toEqual([null, null, false]);
    await runQueuedChecks(systemContext(db()));
    expect(await mended()).toEqual([true, false, false]);
    const versionId = await importModel(composerModel({ withoutBlocking: true }));
    await attachThreatModel(later, sent.id, { sequence: changed.sequence, versionId });
    await runQueuedChecks(systemContext(db()));
    expect((await mended())[2]).toBe(true);
  });

  it("says that what stood in a document blocks no more once the document is removed", async () => {
    const sent = await asked();
    const [document] = (await detail(sent.id)).documents;
    const later = at(cast.requester, "2026-11-26T10:00:00Z");
    await removeDocument(later, sent.id, document?.id ?? 0, { sequence: sent.sequence });
    expect((await detail(sent.id, cast.requester)).asks.map(({ mended }) => mended)).toEqual([true, true, false]);
  });

  it("is answered by a message, which answers every ask", async () => {
    const { id, sequence } = await asked();
    await refuses(db(), Conflict, () => resubmitReview(cast.requester, id, { sequence }));
    const receipt = await resubmitReview(cast.requester, id, { sequence, message: "The trail is of a sandbox." });
    expect(receipt.state).toBe("in_review");
    const [answer] = await db().select().from(reviewComments);
    for (const row of await db().select().from(reviewAsks)) {
      expect(row).toMatchObject({ answeredAt: cast.requester.now, answeredById: answer?.id });
    }
    expect((await detail(id)).asks).toEqual([]);
  });

  it("ends with a new revision only where it no longer blocks: the reviewer sees what is left", async () => {
    const { id, sequence } = await asked();
    const later = at(cast.requester, "2026-11-26T10:00:00Z");
    const documents = [{ name: "trail.json", content: policy(STOP) }];
    const changed = await attachDocuments(later, id, { sequence, documents });
    await runQueuedChecks(systemContext(db()));
    const back = await resubmitReview(later, id, { sequence: changed.sequence });
    expect(back).toMatchObject({ state: "in_review" });
    expect(await db().select().from(reviewAsks).orderBy(reviewAsks.id)).toMatchObject([
      { answeredAt: null },
      { answeredAt: later.now, answeredById: null },
      { answeredAt: null },
    ]);
    const left = (await detail(id)).asks;
    expect(left).toMatchObject([{ place: expect.stringContaining("statement Stop") }, { threatModelId: 1 }]);
    // What is asked for still is not asked for twice.
    const { results, threats } = await offered(id);
    const asks = { results: results.map(({ key }) => key), threats: threats.map(({ itemId }) => itemId) };
    const again = { sequence: back.sequence, reasonCode: "evidence" as const, asks };
    await requestChanges(at(cast.engineer, "2026-11-27T10:00:00Z"), id, again);
    expect((await detail(id)).asks).toMatchObject(left);
  });

  it("is not ended by another name of the document, nor by any other new digest", async () => {
    const { id, sequence } = await asked();
    const later = at(cast.requester, "2026-11-26T10:00:00Z");
    const [document] = (await detail(id)).documents;
    const content = policy(STOP, DELETE);
    const taken = await removeDocument(later, id, document?.id ?? 0, { sequence });
    const documents = [{ name: "renamed.json", content }];
    const renamed = await attachDocuments(later, id, { sequence: taken.sequence, documents });
    await runQueuedChecks(systemContext(db()));
    await resubmitReview(later, id, { sequence: renamed.sequence });
    expect((await detail(id)).asks.map(({ mended }) => mended)).toEqual([false, false, false]);
  });

  it("is over once a waiver of the gate lets the result stand", async () => {
    const { id, sequence } = await asked();
    const later = at(cast.requester, "2026-11-26T10:00:00Z");
    const documents = [{ name: "other.json", content: policy({ Sid: "Read", Action: "ec2:DescribeVpcs" }) }];
    const changed = await attachDocuments(later, id, { sequence, documents });
    await runQueuedChecks(systemContext(db()));
    const back = await resubmitReview(later, id, { sequence: changed.sequence });
    expect((await detail(id)).asks.map(({ mended }) => mended)).toEqual([false, false, false]);
    await waive(cast, back, { gate: "policy_checks", now: "2026-11-26T11:00:00Z" });
    expect((await detail(id)).asks.map(({ mended }) => mended)).toEqual([true, true, false]);
  });
});
