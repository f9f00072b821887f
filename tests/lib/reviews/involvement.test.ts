import { eq, type SQL } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { reviewStates, reviews, threatModels, threatModelVersions, waiverAsks } from "#db/schema/index.ts";
import { creditedReviewIds, guardianCredited, guardianInvolved } from "#lib/reviews/involvement/involvement.ts";
import { systemContext } from "#tests/support/actors.ts";
import { addAnswer, addAttached, addFinding, addImportedAgain, addSubmitted } from "#tests/support/cohort.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson, addService, addTeam, LONG_AGO, seedProgram } from "#tests/support/people.ts";

describe("involvement, and credit as a condition and as a set", () => {
  const db = useDatabase();

  it("hold for reviews with an act of their guardian before the decision, and credit for decided ones alone", async () => {
    await seedProgram(db());
    const teamId = await addTeam(db());
    const serviceId = await addService(db(), { teamId });
    const { personId: guardian } = await addPerson(db(), { teamId, guardian: true });
    const { personId: other } = await addPerson(db(), { teamId });
    const of = async (guardianAtSubmitId: number | null, decided?: string, versionId: number | null = null) => {
      const parts = { threatModelVersionId: versionId, guardianAtSubmitId, teamId, serviceId };
      const submitted = "2026-10-01T00:00:00Z";
      const id = await addSubmitted(db(), { submitted, ...(decided ? { decided } : {}), ...parts });
      if (versionId !== null) await addAttached(db(), id, { at: before, versionId, byId: other });
      return id;
    };
    const before = "2026-10-05T00:00:00Z";
    const decided = "2026-10-06T00:00:00Z";
    const after = "2026-10-07T00:00:00Z";
    const raised = await of(guardian, decided);
    await addFinding(db(), raised, { at: before, raisedById: guardian, finder: "guardian" });
    await addFinding(db(), raised, { at: before, raisedById: guardian, finder: "guardian" });
    const answered = await of(guardian);
    await addFinding(db(), answered, { at: before, raisedById: other });
    await addAnswer(db(), answered, { at: after, byId: guardian });
    const answeredFirst = await of(guardian, decided);
    const byRequester = { answeredById: other, answeredAt: new Date(after) };
    await addFinding(db(), answeredFirst, { at: before, raisedById: other, ...byRequester });
    await addAnswer(db(), answeredFirst, { at: before, byId: guardian });
    await addAnswer(db(), answeredFirst, { at: after, byId: other });
    const tooLate = await of(guardian, decided);
    await addFinding(db(), tooLate, { at: before });
    await addAnswer(db(), tooLate, { at: after, byId: guardian });
    const byAnother = await of(guardian, decided);
    await addFinding(db(), byAnother, { at: before, raisedById: other });
    await addAnswer(db(), byAnother, { at: before, byId: other });
    const withoutGuardian = await of(null, decided);
    await addFinding(db(), withoutGuardian, { at: before, raisedById: guardian, finder: "guardian" });
    const model = await addModel(serviceId);
    await version(model, 1, guardian, before);
    const latest = await version(model, 2, other, before);
    const wroteEarlier = await of(guardian, decided, latest);
    await of(guardian, decided, await version(await addModel(serviceId), 1, other, before));
    const empty = await version(await addModel(serviceId), 1, guardian, before, 0);
    await of(guardian, decided, empty);
    const triaged = await of(guardian, decided);
    await ask(triaged, guardian, before);
    await ask(await of(guardian, decided), other, before);
    await ask(await of(guardian, decided), guardian, after);
    await ask(await of(guardian, decided), guardian, before, "threat_model");
    expect(await idsWhere(guardianInvolved(systemContext(db())))).toEqual([
      raised,
      answered,
      answeredFirst,
      wroteEarlier,
      triaged,
    ]);
    expect(await credited()).toEqual([raised, answeredFirst, wroteEarlier, triaged]);
  });

  describe("of single acts", () => {
    let serviceId: number;
    let teamId: number;
    let guardian: number;
    let other: number;
    beforeEach(async () => {
      await seedProgram(db());
      teamId = await addTeam(db());
      serviceId = await addService(db(), { teamId });
      guardian = (await addPerson(db(), { teamId, guardian: true })).personId;
      other = (await addPerson(db(), { teamId })).personId;
    });

    it("leave out findings that were none, and what the guardian answered to their own", async () => {
      const at = "2026-10-02T00:00:00Z";
      const none = { at, state: "invalid", finder: "guardian" } as const;
      const own = await review("2026-10-01", "2026-10-09");
      await addFinding(db(), own, { ...none, invalidReason: "not_an_issue", raisedById: guardian });
      const answeredOwn = await review("2026-10-01", "2026-10-09");
      const ownId = await addFinding(db(), answeredOwn, { ...none, invalidReason: "duplicate", raisedById: guardian });
      await addAnswer(db(), answeredOwn, { at, byId: guardian, findingId: ownId });
      const answered = await review("2026-10-01", "2026-10-09");
      const othersId = await addFinding(db(), answered, { ...none, finder: "engineer", raisedById: other });
      await addAnswer(db(), answered, { at, byId: guardian, findingId: othersId });
      expect(await credited()).toEqual([answered]);
    });

    it("leave out findings that the guardian raised as the engineer of the review", async () => {
      const at = "2026-10-02T00:00:00Z";
      const reviewed = await review("2026-10-01", "2026-10-09", { reviewerId: guardian });
      await addFinding(db(), reviewed, { at, raisedById: guardian, finder: "engineer" });
      const before = await review("2026-10-01", "2026-10-09", { reviewerId: guardian });
      await addFinding(db(), before, { at, raisedById: guardian, finder: "guardian" });
      expect(await credited()).toEqual([before]);
    });

    it("go to the first review a threat model was part of, and to later ones for what was written for them", async () => {
      const model = await addModel(serviceId);
      const first = await version(model, 1, guardian, "2026-01-10T00:00:00Z");
      const made = await review("2026-10-01", "2026-10-09");
      await attach(made, "2026-10-02", first);
      await attach(made, "2026-10-03", first);
      for (const day of ["2026-10-02", "2026-10-05"])
        await attach(await review("2026-10-01", "2026-10-09"), day, first);
      const edited = await review("2026-10-11", "2026-10-19");
      await attach(edited, "2026-10-12", await version(model, 2, guardian, "2026-10-12T00:00:00Z"));
      await attach(
        await review("2026-10-21", "2026-10-29"),
        "2026-10-22",
        await version(model, 3, other, "2026-10-22"),
      );
      expect(await credited()).toEqual([made, edited]);
    });

    it("go to no later review for the same threats under another name, in a version more or in a model of its own", async () => {
      const model = await addModel(serviceId);
      const made = await review("2026-10-01", "2026-10-09");
      await attach(made, "2026-10-02", await saying("threats", model, 1, "2026-10-02T00:00:00Z"));
      const renamed = await saying("threats", await addModel(serviceId), 1, "2026-10-12T00:00:00Z");
      await attach(await review("2026-10-11", "2026-10-19"), "2026-10-12", renamed);
      const described = await saying("threats", model, 2, "2026-10-22T00:00:00Z");
      await attach(await review("2026-10-21", "2026-10-29"), "2026-10-22", described);
      const edited = await review("2026-10-21", "2026-10-29");
      await attach(edited, "2026-10-23", await saying("other threats", model, 3, "2026-10-22T00:00:00Z"));
      const ofAnother = await addService(db(), { teamId });
      const elsewhere = await review("2026-10-21", "2026-10-29", { serviceId: ofAnother });
      const copied = await saying("threats", await addModel(ofAnother), 1, "2026-10-22T00:00:00Z");
      await attach(elsewhere, "2026-10-24", copied);
      expect(await credited()).toEqual([made, edited, elsewhere]);
    });

    it("go by an earlier version of the model that said the same, too", async () => {
      const model = await addModel(serviceId);
      await saying("threats", model, 1, "2026-10-01T00:00:00Z");
      const made = await review("2026-10-01", "2026-10-09");
      await attach(made, "2026-10-02", await saying("more threats", model, 2, "2026-10-01T00:00:00Z"));
      const renamed = await saying("threats", await addModel(serviceId), 1, "2026-10-12T00:00:00Z");
      await attach(await review("2026-10-11", "2026-10-19"), "2026-10-12", renamed);
      expect(await credited()).toEqual([made]);
    });

    it("go to a review whose evidence a threat model was before the decision, whatever is attached afterwards", async () => {
      const model = await addModel(serviceId);
      const own = await version(model, 1, guardian, "2026-01-10T00:00:00Z");
      await attach(await review("2026-10-01", "2026-10-09"), "2026-10-10", own);
      const later = await review("2026-10-11", "2026-10-19");
      await attach(later, "2026-10-12", own);
      await attach(later, "2026-10-20", await version(await addModel(serviceId), 1, other, "2026-10-20T00:00:00Z"));
      expect(await credited()).toEqual([later]);
    });

    it("are not used up by what was removed from a draft again, and count for nobody there", async () => {
      const own = await version(await addModel(serviceId), 1, guardian, "2026-01-10T00:00:00Z");
      const others = await version(await addModel(serviceId), 1, other, "2026-01-10T00:00:00Z");
      const mistaken = await review("2026-10-03", "2026-10-09");
      await attach(mistaken, "2026-10-01", own);
      await attach(mistaken, "2026-10-02", others);
      const held = await review("2026-10-11", "2026-10-19");
      await attach(held, "2026-10-12", own);
      expect(await credited()).toEqual([held]);
    });

    it("are not used up by a review that was cancelled once another took its place, before that is decided", async () => {
      const own = await version(await addModel(serviceId), 1, guardian, "2026-01-10T00:00:00Z");
      const cancelled = await review("2026-10-01", null, { state: "cancelled", endedAt: new Date("2026-10-05") });
      await attach(cancelled, "2026-10-02", own);
      const replacing = await review("2026-10-04", "2026-10-09");
      await attach(replacing, "2026-10-04", own);
      expect(await credited()).toEqual([replacing]);
    });

    it("are not used up by a draft that held the threat model, nor by a review that was cancelled before", async () => {
      const own = await version(await addModel(serviceId), 1, guardian, "2026-01-10T00:00:00Z");
      const dropped = { state: "cancelled", endedAt: new Date("2026-10-03") } as const;
      await attach(await review("2026-10-01", null, { ...dropped, firstSubmittedAt: null }), "2026-10-01", own);
      await attach(await review("2026-10-01", null, dropped), "2026-10-02", own);
      const kept = await review("2026-10-04", "2026-10-19");
      await attach(kept, "2026-10-03", own);
      const drafted = await review("2026-10-06", "2026-10-19");
      await attach(drafted, "2026-10-02", own);
      expect(await credited()).toEqual([kept]);
    });

    it("are not used up by a review that follows a rejected one before that is submitted itself", async () => {
      const own = await version(await addModel(serviceId), 1, guardian, "2026-09-20T00:00:00Z");
      const following = await follow("2026-10-10", "2026-10-15");
      await attach(following, "2026-10-01", own);
      const submittedBefore = await review("2026-10-05", "2026-10-09");
      await attach(submittedBefore, "2026-10-04", own);
      expect(await credited()).toEqual([submittedBefore]);
    });

    it("go to a review that follows a rejected one for what it was submitted with, and not for what was removed before", async () => {
      const own = await version(await addModel(serviceId), 1, guardian, "2026-09-20T00:00:00Z");
      const others = await version(await addModel(serviceId), 1, other, "2026-09-20T00:00:00Z");
      const takenOut = await follow("2026-10-10", "2026-10-15");
      await attach(takenOut, "2026-10-01", own);
      await attach(takenOut, "2026-10-02", others);
      const held = await follow("2026-10-20", "2026-10-25");
      await attach(held, "2026-10-19", own);
      expect(await credited()).toEqual([held]);
    });

    it("leave out a threat model that others say is the guardian's, until they bring it in themselves", async () => {
      const said = () => named(guardian, other, "2026-10-02T00:00:00Z");
      await attach(await review("2026-10-01", "2026-10-09"), "2026-10-02", await said());
      const confirmed = await review("2026-10-01", "2026-10-09");
      const model = await said();
      await attach(confirmed, "2026-10-02", model);
      await attach(confirmed, "2026-10-03", model, guardian);
      const tooLate = await review("2026-10-01", "2026-10-09");
      const late = await said();
      await attach(tooLate, "2026-10-02", late);
      await attach(tooLate, "2026-10-10", late, guardian);
      const imported = await review("2026-10-01", "2026-10-09");
      await attach(imported, "2026-10-02", await named(guardian, guardian, "2026-10-02T00:00:00Z"));
      const again = await review("2026-10-01", "2026-10-09");
      const once = await said();
      await attach(again, "2026-10-02", once);
      await importAgain("2026-10-03", once);
      const afterwards = await review("2026-10-01", "2026-10-09");
      const decided = await said();
      await attach(afterwards, "2026-10-02", decided);
      await importAgain("2026-10-10", decided);
      expect(await credited()).toEqual([confirmed, imported, again]);
    });

    const named = async (authorId: number, importedById: number, at: string) =>
      version(await addModel(serviceId), 1, authorId, at, 1, importedById);

    const saying = (itemsMeaning: string, modelId: number, seq: number, at: string) =>
      version(modelId, seq, guardian, at, 1, guardian, itemsMeaning);

    const review = (day: string, decidedOn: string | null, parts: Partial<typeof reviews.$inferInsert> = {}) =>
      addSubmitted(db(), {
        submitted: `${day}T00:00:00Z`,
        ...(decidedOn ? { decided: `${decidedOn}T00:00:00Z` } : {}),
        guardianAtSubmitId: guardian,
        teamId,
        serviceId,
        ...parts,
      });

    async function importAgain(day: string, versionId: number) {
      const [row] = await db()
        .select({ modelId: threatModelVersions.threatModelId })
        .from(threatModelVersions)
        .where(eq(threatModelVersions.id, versionId));
      await addImportedAgain(db(), row?.modelId ?? 0, { at: `${day}T00:00:00Z`, versionId, byId: guardian });
    }

    /** A review that follows a rejected one of September, whose first submit it keeps; submitted itself on `day`. */
    async function follow(day: string, decidedOn: string): Promise<number> {
      const previousReviewId = await review("2026-09-01", "2026-09-05", { state: "rejected" });
      const id = await review("2026-09-01", decidedOn, { previousReviewId });
      await db()
        .insert(reviewStates)
        .values({ reviewId: id, state: "submitted", fromAt: new Date(`${day}T00:00:00Z`), byId: other });
      return id;
    }

    async function attach(reviewId: number, day: string, versionId: number, byId = other) {
      await db().update(reviews).set({ threatModelVersionId: versionId }).where(eq(reviews.id, reviewId));
      await addAttached(db(), reviewId, { at: `${day}T00:00:00Z`, versionId, byId });
    }
  });

  async function idsWhere(condition: SQL): Promise<number[]> {
    const rows = await db().select({ id: reviews.id }).from(reviews).where(condition).orderBy(reviews.id);
    return rows.map(({ id }) => id);
  }

  /** The ids of the reviews that are credited, which the condition and the set agree on. */
  async function credited(): Promise<number[]> {
    const ctx = systemContext(db());
    const asSet = (await creditedReviewIds(ctx)).map(({ id }) => id).sort((a, b) => a - b);
    expect(await idsWhere(guardianCredited(ctx))).toEqual(asSet);
    return asSet;
  }

  async function addModel(serviceId: number): Promise<number> {
    const [model] = await db()
      .insert(threatModels)
      .values({ serviceId, name: "Export", createdAt: LONG_AGO })
      .returning();
    return model?.id ?? 0;
  }

  async function version(
    threatModelId: number,
    seq: number,
    authorId: number,
    at: string,
    threats = 1,
    importedById = authorId,
    itemsMeaning: string | null = null,
  ) {
    const file = {
      format: "threat_composer",
      shape: "1",
      fileName: "m.json",
      sha256: `${seq}`,
      content: "{}",
    } as const;
    const counts = { threats, mitigations: 1, assumptions: 0, undocumented: 0, warnings: [] };
    const [saved] = await db()
      .insert(threatModelVersions)
      .values({
        ...{ threatModelId, seq, ...file, ...counts, importedById, authorId, itemsMeaning },
        ...{ authorRole: "guardian", createdAt: new Date(at) },
      })
      .returning();
    return saved?.id ?? 0;
  }

  const ask = (reviewId: number, askedById: number, at: string, gate: string | null = null) =>
    db()
      .insert(waiverAsks)
      .values({
        reviewId,
        ...(gate ? { gate } : { documentName: "role.json", fingerprint: "f" }),
        reason: "Only in the sandbox",
        askedById,
        askedAt: new Date(at),
      });
});
