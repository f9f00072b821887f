import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { exceptions, program, reviewDecisions, reviews } from "#db/schema/index.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { recentRuns, runOfRevision } from "#lib/policies/queries.ts";
import { resultsByPlace } from "#lib/policies/rules/compare-runs.ts";
import { runQueuedChecks } from "#lib/policies/runs/run-queued-checks.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { attachThreatModel } from "#lib/reviews/evidence/attach-threat-model.ts";
import { askResultWaiver } from "#lib/reviews/exceptions/ask-waiver.ts";
import { endGateWaiver, endResultWaiver } from "#lib/reviews/exceptions/end-waiver.ts";
import { waiveGate, waiveResult } from "#lib/reviews/exceptions/waive.ts";
import { recordLaunch } from "#lib/reviews/launch/record-launch.ts";
import { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";
import { at, context, NOW, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";
import { ESCALATES } from "#tests/support/policies.ts";
import { recorded } from "#tests/support/recorded.ts";
import { addCast, type Cast, claimed, modelBy, refuses, submitted } from "#tests/support/reviews.ts";
import { type Place, waive, withoutModel } from "#tests/support/waivers.ts";
import { wrong } from "#tests/support/wrong.ts";

describe("ending a waiver early", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  const gateOf = async (id: number, gate: string) =>
    (await reviewDetail(cast.engineer, id)).gates.find((one) => one.id === gate)?.state;

  describe("of a gate", () => {
    const gate = "threat_model";

    const again = (place: Place, expiresOn: string) => waive(cast, place, { expiresOn, now: NOW.toISOString() });
    const waived = async (expiresOn = "2026-12-01") => again(await withoutModel(cast), expiresOn);

    it("S11 lets it block again at once, and keeps who, when and why", async () => {
      const { id, sequence } = await waived();
      expect(await gateOf(id, gate)).toBe("waived");
      const receipt = await endGateWaiver(cast.manager, id, { sequence, gate, reason: "It was used against us" });
      const [saved] = await db().select().from(exceptions);
      expect(saved).toMatchObject({
        endedAt: NOW,
        endedById: cast.manager.actor.personId,
        endReason: "It was used against us",
      });
      const data = { gate, waiverIds: [saved?.id] };
      expect((await recorded(db())).at(-1)).toEqual({
        type: "review.gate-waiver-ended",
        subject: ["review", id],
        data,
      });
      expect(await gateOf(id, gate)).toBe("unmet");
      await refuses(db(), Conflict, () => approveReview(cast.engineer, id, { sequence: receipt.sequence }));
    });

    it("S11 holds back the launch of what was approved on it, and says so on the decision", async () => {
      const { id, sequence } = await waived();
      const done = await approveReview(cast.engineer, id, { sequence });
      const [decision] = await db().select().from(reviewDecisions);
      expect(decision?.seen).toMatchObject({ gateWaivers: [{ expiresOn: "2026-12-01" }] });
      expect((await reviewDetail(cast.auditor, id)).decisions).toMatchObject([{ waiverEndedOn: null }]);
      const next = at(cast.manager, "2026-11-26T09:00:00Z");
      const ended = await endGateWaiver(next, id, { sequence: done.sequence, gate, reason: "No longer" });
      const launch = { sequence: ended.sequence, launchedOn: "2026-11-25" };
      const error = await refuses(db(), Conflict, () => recordLaunch(cast.requester, id, launch));
      expect(error.message).toContain("No threat model is attached.");
      const seen = (await reviewDetail(at(cast.auditor, "2026-11-27T09:00:00Z"), id)).decisions;
      expect(seen).toMatchObject([{ waiverEndedOn: "2026-11-26", stale: false }]);
    });

    it("S11 says on a decision that a waiver of a gate has come to its day", async () => {
      const { id, sequence } = await waived();
      await approveReview(cast.engineer, id, { sequence });
      const late = await reviewDetail(at(cast.auditor, "2026-12-02T09:00:00Z"), id);
      expect(late.decisions).toMatchObject([{ waiverEndedOn: "2026-12-01" }]);
    });

    it("S11 says nothing on a decision of a waiver that was given again, before that has come to its day", async () => {
      const { id, sequence } = await waived();
      const done = await approveReview(cast.engineer, id, { sequence });
      await again({ id, sequence: done.sequence }, "2026-12-20");
      const endedBy = async (day: string) =>
        (await reviewDetail(at(cast.auditor, `${day}T09:00:00Z`), id)).decisions.map((one) => one.waiverEndedOn);
      expect(await endedBy("2026-12-02")).toEqual([null]);
      expect(await endedBy("2026-12-21")).toEqual(["2026-12-20"]);
    });

    it("S11 says nothing on a decision of a waiver that blocks nothing that is to come: launched, or of a conflict", async () => {
      const { id, sequence } = await waived();
      const done = await approveReview(cast.engineer, id, { sequence });
      await recordLaunch(cast.requester, id, { sequence: done.sequence, launchedOn: "2026-11-25" });
      const other = await submitted(cast);
      const claim = { sequence: other.sequence, conflict: "My sister wrote it" };
      const mine = await claimReview(cast.engineer, other.id, claim);
      const settled = await waive(cast, mine, { gate: "conflicts", now: NOW.toISOString() });
      await approveReview(cast.engineer, other.id, { sequence: settled.sequence });
      for (const one of [id, other.id]) {
        const late = await reviewDetail(at(cast.auditor, "2027-02-02T09:00:00Z"), one);
        expect(late.decisions).toMatchObject([{ onWaivers: 1, waiverEndedOn: null }]);
      }
    });

    it("counts a gate once on a decision, also where its waiver was renewed before", async () => {
      const one = await waived();
      const two = await again(one, "2026-12-20");
      await approveReview(cast.engineer, one.id, { sequence: two.sequence });
      expect((await reviewDetail(cast.auditor, one.id)).decisions).toMatchObject([{ onWaivers: 1 }]);
      const [decision] = await db().select().from(reviewDecisions);
      expect(decision?.seen).toMatchObject({ gateWaivers: [{ id: 2, expiresOn: "2026-12-20" }] });
    });

    it("S11 says nothing on a decision of a waiver whose gate is met by now", async () => {
      const { id, sequence } = await waived();
      const done = await approveReview(cast.engineer, id, { sequence });
      const versionId = await modelBy(cast.requester, cast);
      await attachThreatModel(cast.requester, id, { sequence: done.sequence, versionId });
      const late = await reviewDetail(at(cast.auditor, "2026-12-02T09:00:00Z"), id);
      expect(late.decisions).toMatchObject([{ waiverEndedOn: null, stale: true }]);
    });

    it("ends each one that holds: a renewal does not outlive what it renewed", async () => {
      const one = await waived();
      const two = await again(one, "2026-12-20");
      await endGateWaiver(cast.engineer, one.id, { sequence: two.sequence, gate, reason: "No longer" });
      expect(await gateOf(one.id, gate)).toBe("unmet");
      expect((await db().select().from(exceptions)).map(({ endedAt }) => endedAt)).toEqual([NOW, NOW]);
    });

    it("S11 is followed by a new ask and a new decision only", async () => {
      const { id, sequence } = await waived();
      const ended = await endGateWaiver(cast.engineer, id, { sequence, gate, reason: "No longer" });
      const give = { gate, reason: "After all", expiresOn: "2026-11-30" } as const;
      await refuses(db(), Conflict, () => waiveGate(cast.second, id, { ...give, sequence: ended.sequence }));
      await again(ended, "2026-11-30");
      expect(await gateOf(id, gate)).toBe("waived");
    });

    it("is for engineers, program managers and the owner of the risk", async () => {
      const owner = await addPerson(db(), { name: "Olga Owner" });
      const { id, sequence } = await waived();
      await db().update(reviews).set({ riskOwnerId: owner.personId }).where(eq(reviews.id, id));
      const wanted = { sequence, gate, reason: "No longer" } as const;
      for (const ctx of [cast.requester, cast.guardian, cast.colleague, cast.auditor, systemContext(db())])
        await refuses(db(), Forbidden, () => endGateWaiver(ctx, id, wanted));
      await refuses(db(), NotFound, () => endGateWaiver(cast.outsider, id, wanted));
      expect(await endGateWaiver(context(db(), owner), id, wanted)).toMatchObject({ id });
    });

    it("refuses what is not waived any more, what was never, a stale page, and no reason", async () => {
      const { id, sequence } = await waived();
      const wanted = { sequence, gate, reason: "No longer" } as const;
      await refuses(db(), Invalid, () => endGateWaiver(cast.engineer, id, { ...wanted, reason: "" }));
      await refuses(db(), Invalid, () => endGateWaiver(cast.engineer, id, wrong({ ...wanted, gate: "luck" })));
      await refuses(db(), Conflict, () => endGateWaiver(cast.engineer, id, { ...wanted, gate: "findings" }));
      await refuses(db(), Conflict, () => endGateWaiver(cast.engineer, id, { ...wanted, sequence: 1 }));
      const late = at(cast.engineer, "2026-12-02T09:00:00Z");
      await refuses(db(), Conflict, () => endGateWaiver(late, id, wanted));
      const ended = await endGateWaiver(cast.engineer, id, wanted);
      const again = { ...wanted, sequence: ended.sequence };
      await refuses(db(), Conflict, () => endGateWaiver(cast.engineer, id, again));
    });

    it("S11 is over with the day of the program's zone", async () => {
      const zone = "Pacific/Auckland";
      await db().update(program).set({ timeZone: zone });
      const { id } = await waived();
      const state = async (now: string) =>
        (await reviewDetail(at(cast.engineer, now, zone), id)).gates.find((one) => one.id === gate)?.state;
      expect(await state("2026-12-01T10:59:00Z")).toBe("waived");
      expect(await state("2026-12-01T11:00:00Z")).toBe("unmet");
    });
  });

  describe("of a result of the checks", () => {
    async function waived() {
      const { id, sequence } = await claimed(cast);
      const documents = [{ name: "role.json", content: ESCALATES }];
      const { revision, ...open } = await attachDocuments(cast.requester, id, { sequence, documents });
      await runQueuedChecks(systemContext(db()));
      const run = await runOfRevision(cast.engineer, id, revision);
      const blocking = resultsByPlace(run?.results ?? []).filter((one) => one.blocking);
      let at = open.sequence;
      for (const { fingerprint } of blocking) {
        const result = { documentName: "role.json", fingerprint: fingerprint ?? "", reason: "Goes next week" };
        at = (await askResultWaiver(cast.requester, id, { sequence: at, ...result })).sequence;
        const given = { sequence: at, ...result, expiresOn: "2026-12-01" };
        at = (await waiveResult(cast.second, id, given)).sequence;
      }
      const [first] = blocking;
      const result = { documentName: "role.json", fingerprint: first?.fingerprint ?? "" };
      return { id, revision, sequence: at, result };
    }

    it("S11 lets it block again at once, on a decision that was made on it too", async () => {
      const { id, revision, sequence, result } = await waived();
      const done = await approveReview(cast.engineer, id, { sequence });
      const wanted = { sequence: done.sequence, ...result, reason: "It was used" };
      const ended = await endResultWaiver(cast.manager, id, wanted);
      const [saved] = await db().select().from(exceptions).orderBy(exceptions.id);
      expect(saved).toMatchObject({ endedAt: NOW, endedById: cast.manager.actor.personId, endReason: "It was used" });
      expect((await recorded(db())).at(-1)).toEqual({
        type: "review.finding-waiver-ended",
        subject: ["review", id],
        data: { waiverIds: [saved?.id] },
      });
      expect(await gateOf(id, "policy_checks")).toBe("unmet");
      expect((await recentRuns(cast.engineer)).runs[0]?.blocking).toBe(1);
      expect((await runOfRevision(cast.engineer, id, revision))?.waivers[0]).toMatchObject({
        active: false,
        endedBy: { name: "Mona Manager" },
        endReason: "It was used",
      });
      const launch = { sequence: ended.sequence, launchedOn: "2026-11-25" };
      await refuses(db(), Conflict, () => recordLaunch(cast.requester, id, launch));
      expect((await reviewDetail(cast.auditor, id)).decisions).toMatchObject([{ waiverEndedOn: "2026-11-25" }]);
    });

    it("S11 says nothing on a decision of a result whose gate is waived as a whole", async () => {
      const { id, sequence } = await waived();
      const done = await approveReview(cast.engineer, id, { sequence });
      const late = "2026-12-21T09:00:00Z";
      const said = async () =>
        (await reviewDetail(at(cast.auditor, late), id)).decisions.map((one) => one.waiverEndedOn);
      expect(await said()).toEqual(["2026-12-01"]);
      await waive(cast, done, { gate: "policy_checks", expiresOn: "2027-01-20", now: late });
      expect(await said()).toEqual([null]);
    });

    it("refuses others, another result, and what has ended", async () => {
      const { id, sequence, result } = await waived();
      const wanted = { sequence, ...result, reason: "No longer" };
      for (const ctx of [cast.requester, cast.guardian, cast.auditor])
        await refuses(db(), Forbidden, () => endResultWaiver(ctx, id, wanted));
      await refuses(db(), NotFound, () => endResultWaiver(cast.outsider, id, wanted));
      await refuses(db(), Invalid, () => endResultWaiver(cast.engineer, id, { ...wanted, reason: "" }));
      const other = { ...wanted, documentName: "other.json" };
      await refuses(db(), Conflict, () => endResultWaiver(cast.engineer, id, other));
      const ended = await endResultWaiver(cast.engineer, id, wanted);
      const again = { ...wanted, sequence: ended.sequence };
      await refuses(db(), Conflict, () => endResultWaiver(cast.engineer, id, again));
    });
  });
});
