import type { SQL } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { reviews, threatModels, threatModelVersions, waiverAsks } from "#db/schema/index.ts";
import { creditedReviewIds, guardianCredited, guardianInvolved } from "#lib/reviews/involvement.ts";
import { systemContext } from "#tests/support/actors.ts";
import { addAnswer, addFinding, addSubmitted } from "#tests/support/cohort.ts";
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
    const of = (guardianAtSubmitId: number | null, decided?: string, threatModelVersionId: number | null = null) =>
      addSubmitted(db(), {
        submitted: "2026-10-01T00:00:00Z",
        threatModelVersionId,
        ...(decided ? { decided } : {}),
        guardianAtSubmitId,
        teamId,
        serviceId,
      });
    const before = "2026-10-05T00:00:00Z";
    const decided = "2026-10-06T00:00:00Z";
    const after = "2026-10-07T00:00:00Z";
    const raised = await of(guardian, decided);
    await addFinding(db(), raised, { at: before, raisedById: guardian });
    await addFinding(db(), raised, { at: before, raisedById: guardian });
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
    await addFinding(db(), withoutGuardian, { at: before, raisedById: guardian });
    const model = await addModel(serviceId);
    await version(model, 1, guardian, before);
    const latest = await version(model, 2, other, before);
    const wroteEarlier = await of(guardian, decided, latest);
    await of(guardian, decided, await version(await addModel(serviceId), 1, other, before));
    await of(guardian, decided, await version(await addModel(serviceId), 1, guardian, after));
    const empty = await version(await addModel(serviceId), 1, guardian, before, 0);
    await of(guardian, decided, empty);
    const triaged = await of(guardian, decided);
    await ask(triaged, guardian, before);
    await ask(await of(guardian, decided), other, before);
    await ask(await of(guardian, decided), guardian, after);
    await ask(await of(guardian, decided), guardian, before, "threat_model");
    const ctx = systemContext(db());
    const idsWhere = async (condition: SQL) => {
      const rows = await db().select({ id: reviews.id }).from(reviews).where(condition).orderBy(reviews.id);
      return rows.map(({ id }) => id);
    };
    const asSet = (await creditedReviewIds(ctx)).map(({ id }) => id).sort((a, b) => a - b);
    expect(await idsWhere(guardianInvolved(ctx))).toEqual([raised, answered, answeredFirst, wroteEarlier, triaged]);
    expect(await idsWhere(guardianCredited(ctx))).toEqual([raised, answeredFirst, wroteEarlier, triaged]);
    expect(asSet).toEqual([raised, answeredFirst, wroteEarlier, triaged]);
  });

  async function addModel(serviceId: number): Promise<number> {
    const [model] = await db()
      .insert(threatModels)
      .values({ serviceId, name: "Export", createdAt: LONG_AGO })
      .returning();
    return model?.id ?? 0;
  }

  async function version(threatModelId: number, seq: number, authorId: number, at: string, threats = 1) {
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
      .values({ threatModelId, seq, ...file, ...counts, authorId, authorRole: "guardian", createdAt: new Date(at) })
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
