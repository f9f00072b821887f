import { beforeEach, describe, expect, it } from "vitest";
import { exceptions, reviewDecisions } from "#db/schema/index.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { recentRuns, runOfRevision } from "#lib/policies/queries.ts";
import { resultsByPlace } from "#lib/policies/rules/compare-runs.ts";
import { runQueuedChecks } from "#lib/policies/runs/run-queued-checks.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { askResultWaiver } from "#lib/reviews/exceptions/ask-waiver.ts";
import { waiveResult } from "#lib/reviews/exceptions/waive.ts";
import { at, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { READ_ONE_BUCKET } from "#tests/support/policies.ts";
import { recorded } from "#tests/support/recorded.ts";
import { addCast, type Cast, claimed, refuses } from "#tests/support/reviews.ts";
import { wrong } from "#tests/support/wrong.ts";

/** Two results that block: CloudTrail can be stopped by either statement. */
const TWO_STATEMENTS = JSON.stringify(
  {
    Version: "2012-10-17",
    Statement: [
      { Sid: "Stop", Effect: "Allow", Action: "cloudtrail:StopLogging", Resource: "*" },
      { Sid: "Delete", Effect: "Allow", Action: "cloudtrail:DeleteTrail", Resource: "*" },
    ],
  },
  null,
  2,
);

describe("waiving one result of the checks", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  async function attach(id: number, sequence: number, content: string, name = "policy.json") {
    const receipt = await attachDocuments(cast.requester, id, { sequence, documents: [{ name, content }] });
    await runQueuedChecks(systemContext(db()));
    return receipt;
  }

  async function checked(content = TWO_STATEMENTS) {
    const { id, sequence } = await claimed(cast);
    return attach(id, sequence, content);
  }

  async function results(id: number, revision: number) {
    const run = await runOfRevision(cast.engineer, id, revision);
    return resultsByPlace(run?.results ?? []).filter(({ blocking }) => blocking);
  }

  /** The input that waives the result of a statement. */
  async function wanted({ id, sequence, revision }: { id: number; sequence: number; revision: number }, sid = "Stop") {
    const found = (await results(id, revision)).find(({ reason }) => reason?.statementId === sid);
    const documentName = found?.whole.documentName ?? "";
    return {
      sequence,
      documentName,
      fingerprint: found?.fingerprint ?? "",
      reason: "Moves next week",
      expiresOn: "2026-12-01",
    };
  }

  type Standing = Parameters<typeof wanted>[0];

  /** The requester asks that the result of a statement may stand. */
  async function asked(review: Standing, sid = "Stop") {
    const { sequence, documentName, fingerprint } = await wanted(review, sid);
    const ask = { sequence, documentName, fingerprint, reason: "No time before the launch" };
    return { ...review, ...(await askResultWaiver(cast.requester, review.id, ask)) };
  }

  async function waived(review: Standing, sid = "Stop", parts: object = {}) {
    const open = await asked(review, sid);
    return waiveResult(cast.second, review.id, { ...(await wanted(open, sid)), ...parts });
  }

  const gateOf = async (id: number, ctx = cast.engineer) =>
    (await reviewDetail(ctx, id)).gates.find((gate) => gate.id === "policy_checks");

  it("keeps it in sight, records it, and opens the gate when it was the last one", async () => {
    const review = await checked();
    expect(await gateOf(review.id)).toMatchObject({ state: "unmet", reason: "2 blocking results." });
    const one = await waived(review);
    const [saved] = await db().select().from(exceptions);
    expect(saved).toMatchObject({
      askedById: cast.requester.actor.personId,
      approvedById: cast.second.actor.personId,
      reason: "Moves next week",
    });
    expect((await recorded(db())).at(-1)).toEqual({
      type: "review.finding-waived",
      subject: ["review", review.id],
      data: { waiverId: saved?.id, expiresOn: "2026-12-01" },
    });
    expect(await gateOf(review.id)).toMatchObject({ state: "unmet", reason: "1 blocking result." });
    const same = await wanted({ ...review, ...one });
    const held = await refuses(db(), Conflict, () => waiveResult(cast.second, review.id, same));
    expect(held.message).toBe("This result is already waived until 1 Dec 2026.");
    expect(await results(review.id, review.revision)).toHaveLength(2);
    expect((await recentRuns(cast.engineer)).runs[0]?.blocking).toBe(1);
    await refuses(db(), Conflict, () => approveReview(cast.engineer, review.id, { sequence: one.sequence }));
    const two = await waived({ ...review, ...one }, "Delete");
    expect(await gateOf(review.id)).toMatchObject({ state: "met", reason: expect.stringContaining("2 results") });
    expect(await approveReview(cast.engineer, review.id, { sequence: two.sequence })).toMatchObject({
      state: "approved",
    });
  });

  it("shows who, why and until when next to the results", async () => {
    const review = await checked();
    await waived(review);
    const run = await runOfRevision(cast.requester, review.id, review.revision);
    expect(run?.waivers).toMatchObject([
      {
        approvedBy: { name: "Sara Second" },
        askedBy: { name: "Rita Requester" },
        askReason: "No time before the launch",
        expiresOn: "2026-12-01",
        active: true,
      },
    ]);
  });

  it("S11 blocks again the day after it ends, and says so on a decision that was made on it", async () => {
    const review = await checked();
    const one = await waived(review);
    const two = await waived({ ...review, ...one }, "Delete", { expiresOn: "2026-12-05" });
    const late = at(cast.engineer, "2026-12-02T00:00:00Z");
    expect(await gateOf(review.id, late)).toMatchObject({ state: "unmet", reason: "1 blocking result." });
    await refuses(db(), Conflict, () => approveReview(late, review.id, { sequence: two.sequence }));
    const inTime = at(cast.engineer, "2026-12-01T23:00:00Z");
    await approveReview(inTime, review.id, { sequence: two.sequence });
    const [decision] = await db().select().from(reviewDecisions);
    expect(decision?.seen).toMatchObject({ waivers: [{ expiresOn: "2026-12-01" }, { expiresOn: "2026-12-05" }] });
    expect((await reviewDetail(inTime, review.id)).decisions).toMatchObject([{ waiverEndedOn: null, stale: false }]);
    expect((await reviewDetail(late, review.id)).decisions).toMatchObject([{ waiverEndedOn: "2026-12-01" }]);
    expect(await gateOf(review.id, late)).toMatchObject({ state: "unmet" });
  });

  it("counts on a decision what still lets a result stand, and nothing that is fixed", async () => {
    const review = await checked();
    const one = await waived(review);
    const two = await waived({ ...review, ...one }, "Delete");
    const renewed = await waived({ ...review, ...two }, "Stop", { expiresOn: "2026-12-20" });
    const { Statement, ...policy } = JSON.parse(TWO_STATEMENTS) as { Statement: unknown[] };
    const less = JSON.stringify({ ...policy, Statement: Statement.slice(0, 1) });
    const mended = await attach(review.id, renewed.sequence, less);
    await approveReview(cast.engineer, review.id, { sequence: mended.sequence });
    const [decision] = await db().select().from(reviewDecisions);
    expect(decision?.seen).toMatchObject({ waivers: [{ id: 3, expiresOn: "2026-12-20" }] });
    expect((await reviewDetail(cast.auditor, review.id)).decisions).toMatchObject([{ onWaivers: 1 }]);
  });

  it("S11 says nothing on a decision of a waiver whose result is fixed by now", async () => {
    const review = await checked();
    const one = await waived(review);
    const two = await waived({ ...review, ...one }, "Delete");
    const done = await approveReview(cast.engineer, review.id, { sequence: two.sequence });
    await attach(review.id, done.sequence, READ_ONE_BUCKET);
    const late = await reviewDetail(at(cast.auditor, "2026-12-02T09:00:00Z"), review.id);
    expect(late.decisions).toMatchObject([{ onWaivers: 2, waiverEndedOn: null, stale: true }]);
  });

  it("S11 says nothing on a decision of a waiver that was given again, while the checks of what came since run", async () => {
    const review = await checked();
    const one = await waived(review);
    const two = await waived({ ...review, ...one }, "Delete", { expiresOn: "2026-12-20" });
    const done = await approveReview(cast.engineer, review.id, { sequence: two.sequence });
    const anew = await waived({ ...review, ...done }, "Stop", { expiresOn: "2026-12-20" });
    const documents = [{ name: "other.json", content: READ_ONE_BUCKET }];
    await attachDocuments(cast.requester, review.id, { sequence: anew.sequence, documents });
    const endedOn = async (day: string) =>
      (await reviewDetail(at(cast.auditor, `${day}T09:00:00Z`), review.id)).decisions[0]?.waiverEndedOn;
    expect(await endedOn("2026-12-02")).toBeNull();
    expect(await endedOn("2026-12-21")).toBe("2026-12-20");
  });

  it("S11 holds on the next revision where the statement is the same, and not where it changed under its Sid", async () => {
    const review = await checked();
    const one = await waived(review);
    const policy = JSON.parse(TWO_STATEMENTS) as { Statement: Record<string, unknown>[] };
    const [stop = {}, remove = {}] = policy.Statement;
    const moved = await attach(review.id, one.sequence, JSON.stringify({ ...policy, Statement: [remove, stop] }));
    expect(await gateOf(review.id)).toMatchObject({ reason: "1 blocking result." });
    const wider = { ...stop, Action: ["cloudtrail:StopLogging", "cloudtrail:UpdateTrail"] };
    await attach(review.id, moved.sequence, JSON.stringify({ ...policy, Statement: [wider, remove] }));
    expect(await gateOf(review.id)).toMatchObject({ reason: "2 blocking results." });
  });

  it("S11 needs the ask of another person, recorded", async () => {
    const review = await checked();
    await refuses(db(), Conflict, async () => waiveResult(cast.second, review.id, await wanted(review)));
    const ask = await wanted(review);
    const { documentName, fingerprint, sequence } = ask;
    const asking = { sequence, documentName, fingerprint, reason: "No time" };
    for (const who of [cast.second, cast.manager, cast.colleague, cast.auditor])
      await refuses(db(), Forbidden, () => askResultWaiver(who, review.id, asking));
    await refuses(db(), NotFound, () => askResultWaiver(cast.outsider, review.id, asking));
    await refuses(db(), Invalid, () => askResultWaiver(cast.requester, review.id, { ...asking, reason: "" }));
    const other = { ...asking, documentName: "other.json" };
    await refuses(db(), NotFound, () => askResultWaiver(cast.requester, review.id, other));
    const open = await askResultWaiver(cast.engineer, review.id, asking);
    expect((await recorded(db())).at(-1)).toMatchObject({
      type: "review.waiver-asked",
      subject: ["review", review.id],
    });
    const again = { ...asking, sequence: open.sequence };
    await refuses(db(), Conflict, () => askResultWaiver(cast.engineer, review.id, again));
    const detail = await reviewDetail(cast.auditor, review.id);
    expect(detail.waiverAsks).toMatchObject([{ documentName, fingerprint, askedBy: { name: "Enzo Engineer" } }]);
    const given = { ...ask, sequence: open.sequence };
    await refuses(db(), Forbidden, () => waiveResult(cast.engineer, review.id, given));
    await waiveResult(cast.manager, review.id, given);
    expect((await reviewDetail(cast.auditor, review.id)).waiverAsks).toEqual([]);
  });

  it("S11 is renewed by a new ask and a new decision, on an approval too", async () => {
    const review = await checked();
    const one = await waived(review);
    const two = await waived({ ...review, ...one }, "Delete");
    const done = await approveReview(cast.engineer, review.id, { sequence: two.sequence });
    const open = await asked({ ...review, ...done });
    const input = await wanted(open);
    await refuses(db(), Conflict, () => waiveResult(cast.second, review.id, input));
    await waiveResult(cast.second, review.id, { ...input, expiresOn: "2026-12-20" });
    const run = await runOfRevision(cast.engineer, review.id, review.revision);
    expect(run?.waivers.map(({ expiresOn }) => expiresOn)).toEqual(["2026-12-01", "2026-12-01", "2026-12-20"]);
    expect(await gateOf(review.id, at(cast.engineer, "2026-12-19T00:00:00Z"))).toMatchObject({
      reason: "1 blocking result.",
    });
  });

  it("S11 needs a reason, a day within the program's longest term, and a result of the current checks", async () => {
    const review = await asked(await checked());
    const input = await wanted(review);
    const waive = (parts: Record<string, unknown>, ctx = cast.second) =>
      waiveResult(ctx, review.id, wrong({ ...input, ...parts }));
    await refuses(db(), Invalid, () => waive({ reason: "" }));
    await refuses(db(), Invalid, () => waive({ expiresOn: "2026-11-24" }));
    await refuses(db(), Invalid, () => waive({ expiresOn: undefined }));
    const long = await refuses(db(), Invalid, () => waive({ expiresOn: "2027-02-24" }));
    expect(long.message).toContain("90 days");
    await refuses(db(), Invalid, () => waive({ fingerprint: "all" }));
    await refuses(db(), Invalid, () => waive({ askedById: 99_999 }));
    await refuses(db(), NotFound, () => waive({ fingerprint: `${"0".repeat(64)}:1` }));
    await refuses(db(), NotFound, () => waive({ documentName: "other.json" }));
    for (const who of [cast.requester, cast.guardian, cast.auditor])
      await refuses(db(), Forbidden, () => waive({}, who));
    await refuses(db(), NotFound, () => waive({}, cast.outsider));
    await refuses(db(), Conflict, () => waive({ sequence: 1 }));
    const { sequence } = await waive({ expiresOn: "2027-02-23" });
    await refuses(db(), Conflict, () => waive({ sequence }));
  });

  it("lets stand a part whose text is not in the document, and never says that it was checked", async () => {
    const template =
      "Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument: !ImportValue Policy\n";
    const { id, sequence } = await claimed(cast);
    const review = await attach(id, sequence, template, "t.yaml");
    const [gap] = await results(id, review.revision);
    expect(gap).toMatchObject({ whole: { verdict: "incomplete", documentName: "t.yaml" } });
    const ask = { documentName: "t.yaml", fingerprint: gap?.fingerprint ?? "", reason: "The other stack is reviewed" };
    const open = await askResultWaiver(cast.requester, id, { ...ask, sequence: review.sequence });
    await waiveResult(cast.second, id, { ...ask, sequence: open.sequence, expiresOn: "2026-12-01" });
    expect(await gateOf(id)).toMatchObject({
      state: "met",
      reason: "1 result that could not be evaluated is waived.",
    });
  });

  it("is not for advice, nor for what nobody could read", async () => {
    const duplicate = READ_ONE_BUCKET.replace('"s3:GetObject"', '["s3:GetObject", "s3:GetObject"]');
    const review = await checked(duplicate);
    const run = await runOfRevision(cast.engineer, review.id, review.revision);
    const [advice] = resultsByPlace(run?.results ?? []);
    expect(advice).toMatchObject({ blocking: false, reason: { rule: "REDUNDANT_ACTION" } });
    const input = { ...(await wanted(review)), documentName: "policy.json", fingerprint: advice?.fingerprint ?? "" };
    await refuses(db(), Conflict, () => waiveResult(cast.second, review.id, input));
    const template =
      "Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument: { Statement: 7 }\n";
    const broken = await attach(review.id, review.sequence, template, "t.yaml");
    const unread = (await results(review.id, broken.revision)).filter(({ whole }) => whole.verdict === "error");
    expect(unread.length).toBeGreaterThan(0);
    expect(unread.every(({ fingerprint }) => fingerprint === null)).toBe(true);
  });
});
