import { beforeEach, describe, expect, it } from "vitest";
import {
  beltAwards,
  completions,
  courses,
  findings,
  guardianMoves,
  reviewFeedback,
  reviews,
  threatModels,
  threatModelVersions,
  waiverAsks,
} from "#db/schema/index.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import { awardBelt } from "#lib/belts/award-belt.ts";
import { evidenceOf } from "#lib/belts/evidence.ts";
import { publishCriteria } from "#lib/belts/publish-criteria.ts";
import { beltProgress, beltProposals, criteriaVersions, reviewsByAct } from "#lib/belts/queries.ts";
import { revokeBelt } from "#lib/belts/revoke-belt.ts";
import { type Belt, type CriteriaByBelt, DEFAULT_CRITERIA } from "#lib/belts/rules.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { pause } from "#lib/guardians/pause.ts";
import { personPage } from "#lib/pages/person-page.ts";
import { deactivatePerson } from "#lib/people/deactivate-person.ts";
import { erasePerson } from "#lib/people/erase-person.ts";
import { importThreatModel } from "#lib/threat-models/import-model.ts";
import { context, NOW, systemContext } from "#tests/support/actors.ts";
import { addAttached } from "#tests/support/cohort.ts";
import { useDatabase } from "#tests/support/database.ts";
import * as rows from "#tests/support/people.ts";
import { recorded, recordedTypes } from "#tests/support/recorded.ts";
import { composerModel } from "#tests/support/threat-models.ts";
import { wrong } from "#tests/support/wrong.ts";

describe("belts and their evidence", () => {
  const db = useDatabase();
  const EASY: CriteriaByBelt = {
    white: { reviewsInvolved: 1 },
    yellow: { reviewsInvolved: 1 },
    green: { reviewsInvolved: 1, medianRating: 2 },
    black: { reviewsInvolved: 99 },
  };
  let teamId: number;
  let serviceId: number;
  let guardian: PersonActor;
  let engineer: Context;
  let manager: Context;
  beforeEach(async () => {
    teamId = await rows.addTeam(db());
    serviceId = await rows.addService(db(), { teamId });
    guardian = await rows.addPerson(db(), { name: "Gina", teamId, guardian: true });
    engineer = context(db(), await rows.addPerson(db(), { name: "Enzo", roles: ["security_engineer"] }));
    manager = context(db(), await rows.addPerson(db(), { name: "Petra", roles: ["program_manager"] }));
  });

  async function review(parts: Partial<typeof reviews.$inferInsert> = {}): Promise<number> {
    const row = { title: "Export", state: "approved", serviceId, teamId, intake: {} as never } as const;
    const assigned = { guardianId: guardian.personId, guardianAtSubmitId: guardian.personId, firstDecidedAt: NOW };
    const [added] = await db()
      .insert(reviews)
      .values({ ...row, ...assigned, createdAt: NOW, updatedAt: NOW, ...parts })
      .returning();
    return added?.id ?? 0;
  }

  async function findingBy(reviewId: number, raisedById: number, at = new Date("2026-11-20T09:00:00Z")) {
    const kind = { severity: "medium", firstSeverity: "medium", source: "manual", finder: "guardian" } as const;
    const place = { phase: "in_review", blocking: false, state: "open", revision: 1, cycle: 1 } as const;
    await db()
      .insert(findings)
      .values({ reviewId, title: "Open bucket", ...kind, ...place, raisedById, createdAt: at, updatedAt: at });
  }

  async function involved() {
    const id = await review();
    await findingBy(id, guardian.personId);
    return id;
  }

  const idOf = ({ actor }: Context) => (actor.kind === "person" ? actor.personId : 0);

  async function rated(reviewId: number, ratings: [number, number, number, number] | null, byId = idOf(engineer)) {
    const [scope, threats, mitigations, validation] = ratings ?? [null, null, null, null];
    await db().insert(reviewFeedback).values({
      reviewId,
      cycle: 1,
      guardianId: guardian.personId,
      byId,
      scope,
      threats,
      mitigations,
      validation,
      createdAt: NOW,
    });
  }

  const award = (belt: Belt, ctx = engineer) =>
    awardBelt(ctx, { personId: guardian.personId, belt, note: "Earned it" });

  describe("belt criteria", () => {
    it("are published as versions, the latest first", async () => {
      expect(await publishCriteria(manager, { criteria: DEFAULT_CRITERIA })).toEqual({ version: 1 });
      expect(await publishCriteria(manager, { criteria: EASY, follows: 1 })).toEqual({ version: 2 });
      await expect(publishCriteria(manager, { criteria: DEFAULT_CRITERIA, follows: 1 })).rejects.toThrow(
        new Conflict("Version 2 was published after you began with version 1. Review it, then publish again."),
      );
      const refusal = await publishCriteria(manager, { criteria: EASY, follows: 7 }).catch((error: unknown) => error);
      expect(refusal).toMatchObject({ problems: [{ path: ["follows"] }] });
      expect((await criteriaVersions(manager)).map((row) => [row.version, row.publishedBy?.name])).toEqual([
        [2, "Petra"],
        [1, "Petra"],
      ]);
      expect((await recorded(db()))[0]).toEqual({
        type: "belt.criteria-published",
        subject: ["program", 1],
        data: { version: 1 },
      });
    });

    it.each([
      ["a belt that asks nothing", { ...EASY, white: {} }],
      ["a belt that asks for no course of none", { ...EASY, white: { requiredCourses: [] } }],
      ["a belt left out", { white: EASY.white, yellow: EASY.yellow, green: EASY.green }],
      ["a rating beyond 3", { ...EASY, black: { medianRating: 4 } }],
      ["people mentored: nothing counts them", { ...EASY, black: { peopleMentored: 2 } }],
      ["a course that is not on offer", { ...EASY, black: { requiredCourses: ["NO-1"] } }],
    ])("refuse %s", async (_, criteria) => {
      await expect(publishCriteria(manager, wrong({ criteria }))).rejects.toBeInstanceOf(Invalid);
      expect(await recorded(db())).toEqual([]);
    });

    it("are published by a program manager only", async () => {
      await expect(publishCriteria(engineer, { criteria: EASY })).rejects.toBeInstanceOf(Forbidden);
      await expect(publishCriteria(context(db(), guardian), { criteria: EASY })).rejects.toBeInstanceOf(Forbidden);
    });
  });

  describe("the evidence for a belt", () => {
    it("is counted from what happened", async () => {
      const { personId } = guardian;
      await review({ title: "Assigned but idle" });
      await findingBy(await review(), personId, new Date("2026-11-26T09:00:00Z"));
      await rated(await involved(), [3, 3, 3, 3]);
      await rated(await involved(), [1, 1, 2, 2]);
      await rated(await involved(), [0, 1, 1, 0]);
      await rated(await review(), null);
      const modelId = await model();
      for (const seq of [1, 2]) await version(modelId, seq, personId);
      await db()
        .insert(guardianMoves)
        .values({ guardianshipId: 1, toState: "active", at: new Date("2026-05-01") });
      await completed("TM-101", "2027-01-01");
      await completed("OLD-1", "2026-11-24");

      expect(await evidenceOf(engineer, personId)).toEqual({
        reviewsInvolved: 3,
        threatModelsAuthored: 1,
        medianRating: 1.5,
        monthsActive: 6,
        courses: ["TM-101"],
      });
    });

    it("leaves out what a guardian who reviews has said of their own input", async () => {
      await rated(await review(), [3, 3, 3, 3], guardian.personId);
      expect(await evidenceOf(engineer, guardian.personId)).toMatchObject({ medianRating: null });
      await rated(await review(), [1, 1, 1, 1]);
      expect(await evidenceOf(engineer, guardian.personId)).toMatchObject({ medianRating: 1 });
    });

    it("leaves out threat models in which they wrote no threat, and counts the same one once", async () => {
      const { personId } = guardian;
      const other = await rows.addPerson(db(), { teamId });
      const authored = async () => (await evidenceOf(engineer, personId)).threatModelsAuthored;
      const first = await model();
      await version(first, 1, personId, { threats: 0, meaning: "nothing" });
      expect(await authored()).toBe(0);
      await version(first, 2, other.personId, { meaning: "theirs" });
      expect(await authored()).toBe(0);
      await version(first, 3, personId, { meaning: "one threat" });
      await version(first, 4, personId, { meaning: "two threats" });
      expect(await authored()).toBe(1);
      await version(await model(), 1, personId, { meaning: "one threat" });
      await version(await model(), 1, personId, { meaning: "two threats" });
      expect(await authored()).toBe(1);
      await version(await model(), 1, personId, { meaning: "another threat" });
      expect(await authored()).toBe(2);
      // Versions from before there was a digest of what they say are told apart by their bytes.
      await version(await model(), 1, personId, { sha256: "old" });
      await version(await model(), 1, personId, { sha256: "old" });
      expect(await authored()).toBe(3);
    });

    it("counts a threat model once, whatever it is called and the system is said to be", async () => {
      const ctx = context(db(), guardian);
      const authored = async () => (await evidenceOf(engineer, guardian.personId)).threatModelsAuthored;
      for (const name of ["Payments", "Payments v2", "Payments v3"]) {
        const content = composerModel({ name });
        await importThreatModel(ctx, { serviceId, fileName: "model.json", content, authorRole: "guardian" });
        expect(await authored()).toBe(1);
      }
      const content = composerModel({ name: "Refunds", mitigation: "Ask for a second signature" });
      await importThreatModel(ctx, { serviceId, fileName: "model.json", content, authorRole: "guardian" });
      expect(await authored()).toBe(2);
    });

    it("counts what was written before credit went by items and links as it did then, with the same since", async () => {
      const { personId } = guardian;
      const authored = async () => (await evidenceOf(engineer, personId)).threatModelsAuthored;
      await version(await model(), 1, personId, { meaning: "as Payments" });
      await version(await model(), 1, personId, { meaning: "as Payments v2" });
      expect(await authored()).toBe(2);
      await version(await model(), 1, personId, { meaning: "as Payments", itemsMeaning: "the threats" });
      await version(await model(), 1, personId, { meaning: "as Payments v3", itemsMeaning: "the threats" });
      expect(await authored()).toBe(2);
    });

    it("leaves out threat models that others say are theirs, until they attach them themselves", async () => {
      const { personId } = guardian;
      const importedById = idOf(engineer);
      const authored = async () => (await evidenceOf(engineer, personId)).threatModelsAuthored;
      const versionId = await version(await model(), 1, personId, { importedById, meaning: "one threat" });
      const attached = { at: "2026-11-20T09:00:00Z", versionId };
      await addAttached(db(), await review(), { ...attached, byId: importedById });
      expect(await authored()).toBe(0);
      await addAttached(db(), await review(), { ...attached, byId: personId });
      expect(await authored()).toBe(1);
    });

    it("leaves out reviews that were never decided, as credit does in letters and metrics", async () => {
      await findingBy(await review({ state: "cancelled", firstDecidedAt: null, endedAt: NOW }), guardian.personId);
      await findingBy(await review({ state: "in_review", firstDecidedAt: null }), guardian.personId);
      await involved();
      expect((await evidenceOf(engineer, guardian.personId)).reviewsInvolved).toBe(1);
    });

    it("shows each review with what the person did in it, as far as the reader may know of it", async () => {
      const id = await involved();
      expect(await reviewsByAct(engineer, guardian.personId)).toEqual([
        {
          id,
          title: "Export",
          state: "approved",
          elsewhere: false,
          onWaivers: 0,
          stale: false,
          acts: ["finding", "assigned"],
        },
      ]);
      const stranger = context(db(), await rows.addPerson(db()));
      expect(await reviewsByAct(stranger, guardian.personId)).toEqual([]);
    });
  });

  it("shows every review that counts as one a guardian was involved in, by whichever act", async () => {
    const { personId } = guardian;
    const other = await rows.addPerson(db(), { teamId });
    const modelId = await model();
    await version(modelId, 1, personId);
    const latest = await version(modelId, 2, other.personId);
    // Someone else guards both by now.
    const elsewhere = { guardianId: other.personId, updatedAt: NOW };
    const byModel = await review({ ...elsewhere, threatModelVersionId: latest });
    await addAttached(db(), byModel, { at: "2026-11-20T09:00:00Z", versionId: latest, byId: other.personId });
    const byResult = await review(elsewhere);
    const ask = { reason: "Known", askedById: personId, askedAt: new Date("2026-11-20") };
    await db()
      .insert(waiverAsks)
      .values([
        { ...ask, reviewId: byResult, documentName: "policy.json", fingerprint: "f" },
        { ...ask, reviewId: await review(elsewhere), gate: "findings" },
      ]);
    expect((await evidenceOf(engineer, personId)).reviewsInvolved).toBe(2);
    expect((await reviewsByAct(engineer, personId)).map(({ id, acts }) => [id, acts])).toEqual([
      [byResult, ["result"]],
      [byModel, ["model"]],
    ]);
  });

  describe("awarding a belt", () => {
    it("freezes the evidence with the award, and goes belt by belt", async () => {
      await publishCriteria(manager, { criteria: EASY });
      await involved();
      const white = await award("white");
      expect(await beltProgress(engineer, guardian.personId)).toMatchObject({
        current: "white",
        next: "yellow",
        reached: true,
        awards: [{ id: white.id, evidence: { reviewsInvolved: 1 }, awardedBy: { name: "Enzo" }, criteriaVersion: 1 }],
      });
      await award("yellow", manager);
      expect((await recorded(db())).at(-1)).toMatchObject({
        type: "belt.awarded",
        data: { belt: "yellow", criteriaVersion: 1 },
      });
    });

    it("is refused when an item is missing, and names it, as on the person's page", async () => {
      const said = async () => {
        const { awarding } = await personPage(engineer, guardian.personId);
        const refusal = await award("white").catch((error: unknown) => error);
        expect(awarding).toEqual({ allowed: false, because: "state", reason: (refusal as Error).message });
        return refusal;
      };
      expect(await said()).toEqual(new Conflict("No belt criteria are published yet. Publish them first."));
      await publishCriteria(manager, { criteria: EASY });
      expect(await said()).toEqual(new Conflict("Gina has not reached the white belt. Reviews involved in: 0 of 1."));
      expect(await recordedTypes(db())).toEqual(["belt.criteria-published"]);
    });

    it("is refused out of turn, twice, to oneself, by others, and to who is not active", async () => {
      await publishCriteria(manager, { criteria: EASY });
      await involved();
      await expect(award("yellow")).rejects.toThrow(/next belt of Gina is the white belt/);
      await expect(award("white", context(db(), { ...guardian, roles: ["security_engineer"] }))).rejects.toBeInstanceOf(
        Forbidden,
      );
      await expect(award("white", context(db(), await rows.addPerson(db())))).rejects.toBeInstanceOf(Forbidden);
      await expect(award("white", systemContext(db()))).rejects.toBeInstanceOf(Forbidden);
      await expect(awardBelt(engineer, { personId: 999, belt: "white", note: "x" })).rejects.toBeInstanceOf(NotFound);
      await expect(
        awardBelt(engineer, { personId: guardian.personId, belt: "white", note: "" }),
      ).rejects.toBeInstanceOf(Invalid);
      const awarding = async () => (await personPage(engineer, guardian.personId)).awarding;
      expect(await awarding()).toEqual({ allowed: true });
      const both = await Promise.allSettled([award("white"), award("white", manager)]);
      expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      await pause(manager, { personId: guardian.personId, reason: "Away" });
      await expect(award("yellow")).rejects.toThrow(/not an active guardian/);
      const reason = "Gina is not an active guardian. Only active guardians can receive belts.";
      expect(await awarding()).toEqual({ allowed: false, because: "state", reason });
      expect(await db().select().from(beltAwards)).toHaveLength(1);
    });

    it("stands when the criteria change", async () => {
      await publishCriteria(manager, { criteria: EASY });
      await involved();
      await award("white");
      await publishCriteria(manager, { criteria: DEFAULT_CRITERIA });
      expect(await beltProgress(engineer, guardian.personId)).toMatchObject({ current: "white", criteriaVersion: 2 });
    });

    it("is proposed to those who can award it", async () => {
      await publishCriteria(manager, { criteria: EASY });
      expect(await beltProposals(engineer)).toEqual([]);
      await involved();
      const proposal = { person: { id: guardian.personId, name: "Gina" }, belt: "white" };
      expect(await beltProposals(engineer)).toEqual([proposal]);
      expect(await beltProposals(manager)).toEqual([proposal]);
      expect(await beltProposals(context(db(), guardian))).toEqual([]);
    });

    it("S06 hides the rating from leaders: in the items and in the awards", async () => {
      await publishCriteria(manager, { criteria: EASY });
      await rated(await involved(), [3, 2, 2, 3]);
      await award("white");
      await award("yellow");
      const organisationId = await rows.addOrganisation(db());
      const leader = context(db(), await rows.addPerson(db(), { roles: ["leader"], organisationId }));
      const seen = await beltProgress(leader, guardian.personId);
      expect(seen.items.find(({ criterion }) => criterion === "medianRating")).toMatchObject({ have: null, met: null });
      expect(seen.reached).toBeNull();
      expect(JSON.stringify(seen.awards)).not.toContain("medianRating");
      const own = await beltProgress(context(db(), guardian), guardian.personId);
      expect(own.items.find(({ criterion }) => criterion === "medianRating")).toMatchObject({ have: 2.5, met: true });
      expect(own.awards[0]?.evidence).toMatchObject({ medianRating: 2.5 });
    });
  });

  describe("revoking a belt", () => {
    it("takes the highest one back, with a reason", async () => {
      await publishCriteria(manager, { criteria: EASY });
      await involved();
      const white = await award("white");
      const yellow = await award("yellow");
      await expect(revokeBelt(engineer, { awardId: white.id, reason: "x" })).rejects.toThrow(/yellow belt first/);
      await revokeBelt(engineer, { awardId: yellow.id, reason: "Given by mistake" });
      await expect(revokeBelt(engineer, { awardId: yellow.id, reason: "Again" })).rejects.toBeInstanceOf(Conflict);
      expect(await beltProgress(engineer, guardian.personId)).toMatchObject({
        current: "white",
        awards: [{ revokedReason: "Given by mistake" }, { revokedReason: null }],
      });
      expect((await recorded(db())).at(-1)).toEqual({
        type: "belt.revoked",
        subject: ["person", guardian.personId],
        data: { awardId: yellow.id, personId: guardian.personId, belt: "yellow", toIds: [guardian.personId] },
      });
    });

    it("is not proposed again at once, and again under criteria that are published since", async () => {
      await publishCriteria(manager, { criteria: EASY });
      await involved();
      const proposed = async () => (await beltProposals(manager)).map(({ belt }) => belt);
      expect(await proposed()).toEqual(["white"]);
      const white = await award("white");
      expect(await proposed()).toEqual(["yellow"]);
      await revokeBelt(engineer, { awardId: white.id, reason: "Given by mistake" });
      expect(await proposed()).toEqual([]);
      await publishCriteria(manager, { criteria: { ...EASY, black: { reviewsInvolved: 98 } } });
      expect(await proposed()).toEqual(["white"]);
    });

    it("S50 is refused of someone who was erased, of whom no reason is written", async () => {
      await publishCriteria(manager, { criteria: EASY });
      await involved();
      const { id: awardId } = await award("white");
      const admin = context(db(), await rows.addPerson(db(), { roles: ["admin"] }));
      const { personId } = guardian;
      await deactivatePerson(admin, { personId });
      await erasePerson(admin, { personId });
      const why = `Former member ${personId} was erased. Nothing more can be written about this person.`;
      await expect(revokeBelt(engineer, { awardId, reason: "Given by mistake" })).rejects.toThrow(new Conflict(why));
    });

    it("is refused without a reason, to others, and where there is no belt", async () => {
      await publishCriteria(manager, { criteria: EASY });
      await involved();
      const { id: awardId } = await award("white");
      await expect(revokeBelt(engineer, { awardId, reason: " " })).rejects.toBeInstanceOf(Invalid);
      await expect(revokeBelt(context(db(), guardian), { awardId, reason: "x" })).rejects.toBeInstanceOf(Forbidden);
      await expect(revokeBelt(engineer, { awardId: 999, reason: "x" })).rejects.toBeInstanceOf(NotFound);
    });
  });

  async function model(): Promise<number> {
    const [added] = await db().insert(threatModels).values({ serviceId, name: "Export", createdAt: NOW }).returning();
    return added?.id ?? 0;
  }

  async function version(
    threatModelId: number,
    seq: number,
    authorId: number,
    parts: Partial<typeof threatModelVersions.$inferInsert> = {},
  ): Promise<number> {
    const file = {
      format: "threat_composer",
      shape: "1",
      fileName: "m.json",
      sha256: `${seq}`,
      content: "{}",
    } as const;
    const counts = { threats: 1, mitigations: 1, assumptions: 0, undocumented: 0, warnings: [] };
    const own = { authorId, importedById: authorId, authorRole: "guardian" } as const;
    const [added] = await db()
      .insert(threatModelVersions)
      .values({ threatModelId, seq, ...file, ...counts, ...own, createdAt: NOW, ...parts })
      .returning({ id: threatModelVersions.id });
    return added?.id ?? 0;
  }

  async function completed(code: string, expiresOn: string) {
    const [course] = await db().insert(courses).values({ code, title: code, minutes: 10, createdAt: NOW }).returning();
    const row = { personId: guardian.personId, courseId: course?.id ?? 0, completedOn: "2026-01-01", expiresOn };
    await db()
      .insert(completions)
      .values({ ...row, createdAt: NOW });
  }
});
