import { describe, expect, it } from "vitest";
import { reviews } from "#db/schema/index.ts";
import { guardianInvolved, involvedReviewIds } from "#lib/reviews/involvement.ts";
import { systemContext } from "#tests/support/actors.ts";
import { addFinding, addSubmitted } from "#tests/support/cohort.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson, addService, addTeam, seedProgram } from "#tests/support/people.ts";

describe("involvement as a condition and as a set", () => {
  const db = useDatabase();

  it("hold for the same reviews: those with an act of their guardian before the decision", async () => {
    await seedProgram(db());
    const teamId = await addTeam(db());
    const serviceId = await addService(db(), { teamId });
    const { personId: guardian } = await addPerson(db(), { teamId, guardian: true });
    const { personId: other } = await addPerson(db(), { teamId });
    const of = (guardianAtSubmitId: number | null, decided?: string) =>
      addSubmitted(db(), {
        submitted: "2026-10-01T00:00:00Z",
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
    await addFinding(db(), answered, {
      at: before,
      raisedById: other,
      answeredById: guardian,
      answeredAt: new Date(after),
    });
    const tooLate = await of(guardian, decided);
    await addFinding(db(), tooLate, { at: before, answeredById: guardian, answeredAt: new Date(after) });
    const byAnother = await of(guardian, decided);
    await addFinding(db(), byAnother, { at: before, raisedById: other });
    const withoutGuardian = await of(null, decided);
    await addFinding(db(), withoutGuardian, { at: before, raisedById: guardian });
    const ctx = systemContext(db());
    const asCondition = await db()
      .select({ id: reviews.id })
      .from(reviews)
      .where(guardianInvolved(ctx))
      .orderBy(reviews.id);
    const asSet = (await involvedReviewIds(ctx)).sort((a, b) => a.id - b.id);
    expect(asSet).toEqual(asCondition);
    expect(asSet.map(({ id }) => id)).toEqual([raised, answered]);
  });
});
