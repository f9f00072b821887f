import { describe, expect, it } from "vitest";
import { reviewStates } from "#db/schema/index.ts";
import { needsOf } from "#lib/agenda/queries.ts";
import { MOST } from "#lib/agenda/rules.ts";
import { context } from "#tests/support/actors.ts";
import { addFinding, addSubmitted } from "#tests/support/cohort.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson, addService, seedProgram } from "#tests/support/people.ts";

describe("more that needs someone than home lists", () => {
  const db = useDatabase();

  it("is said to be more, and what is listed is what is due first", async () => {
    await seedProgram(db());
    const engineer = context(db(), await addPerson(db(), { roles: ["security_engineer"] }));
    const parts = { reviewerId: engineer.actor.personId, serviceId: await addService(db()) };
    /** In review since a day that may be long after it was submitted. */
    const reviewed = async (submitted: string, since: string) => {
      const reviewId = await addSubmitted(db(), { submitted, ...parts });
      await db()
        .insert(reviewStates)
        .values({ reviewId, state: "in_review", fromAt: new Date(since) });
      return reviewId;
    };
    for (let each = 1; each < MOST; each += 1) await reviewed("2026-10-01T09:00:00Z", "2026-11-24T09:00:00Z");
    expect(await needsOf(engineer)).toMatchObject({ more: false, needs: { length: MOST - 1 } });
    await reviewed("2026-10-01T09:00:00Z", "2026-11-24T09:00:00Z");
    const first = await reviewed("2026-10-02T09:00:00Z", "2026-10-02T09:00:00Z");
    const { needs, more } = await needsOf(engineer);
    expect([more, needs.length]).toEqual([true, MOST]);
    expect(needs[0]).toMatchObject({ href: `/reviews/REV-${first}`, overdue: true });
  });

  it("is said to be more also of what ends, of which the soonest is listed", async () => {
    await seedProgram(db());
    const engineer = context(db(), await addPerson(db(), { roles: ["security_engineer"] }));
    const submitted = "2026-10-01T09:00:00Z";
    const reviewId = await addSubmitted(db(), { submitted, tier: "low", serviceId: await addService(db()) });
    const accepted = (title: string, acceptedUntil: string) =>
      addFinding(db(), reviewId, { at: submitted, title, state: "accepted", acceptedUntil });
    for (let each = 1; each < MOST; each += 1) await accepted("No log", "2026-12-02");
    expect(await needsOf(engineer)).toMatchObject({ more: false, needs: { length: MOST - 1 } });
    await accepted("No log", "2026-12-02");
    await accepted("No owner", "2026-12-01");
    const { needs, more } = await needsOf(engineer);
    expect([more, needs.length]).toEqual([true, MOST]);
    expect(needs[0]).toMatchObject({ key: `waiver-finding-${MOST + 1}`, due: "2026-12-01" });
  });
});
