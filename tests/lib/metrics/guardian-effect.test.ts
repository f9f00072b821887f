import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { reviews } from "#db/schema/index.ts";
import { record } from "#lib/events/record.ts";
import { metricsOf } from "#lib/metrics/metrics-of.ts";
import { guardianEffectOutput } from "#lib/metrics/output.ts";
import { at, context, NOW } from "#tests/support/actors.ts";
import { addFinding, addSubmitted } from "#tests/support/cohort.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addOrganisation, addPerson, addService, addTeam, seedProgram } from "#tests/support/people.ts";

const DAY = 86_400;

describe("what a guardian changes", () => {
  const db = useDatabase();

  /**
   * Ten teams, each with two reviews decided after `withGuardian` and two after `without` days, the last with a finding; those of each
   * team `later` days later than those of the one before.
   */
  async function program({
    withGuardian,
    without,
    later = 0,
  }: Record<"withGuardian" | "without", number> & { later?: number }) {
    await seedProgram(db());
    const organisationId = await addOrganisation(db());
    const manager = await addPerson(db(), { roles: ["program_manager"] });
    const reviewIds: number[] = [];
    for (let team = 0; team < 10; team += 1) {
      const teamId = await addTeam(db(), { organisationId });
      const serviceId = await addService(db(), { teamId });
      const guardian = await addPerson(db(), { teamId, guardian: true });
      for (const days of [withGuardian, withGuardian, without, without]) {
        const submitted = new Date(Date.UTC(2026, 7, 1 + team));
        const reviewId = await addSubmitted(db(), {
          submitted: submitted.toISOString(),
          decided: new Date(submitted.getTime() + (days + team * later) * DAY * 1_000).toISOString(),
          guardianAtSubmitId: days === withGuardian ? guardian.personId : null,
          ...{ teamId, serviceId, tier: "high", type: "change" },
        });
        reviewIds.push(reviewId);
        if (days === without) await addFinding(db(), reviewId, { at: submitted.toISOString() });
      }
    }
    const ctx = context(db(), manager);
    return { ctx, reviewIds, effect: async () => (await metricsOf(ctx, { quarter: "2026-Q3" })).effect };
  }

  it("is of the whole program over four quarters, as the day began", async () => {
    const { effect } = await program({ withGuardian: 3, without: 6 });
    const found = await effect();
    expect(guardianEffectOutput.parse(found)).toMatchObject({
      ...{ state: "shown", n: { guardian: 20, none: 20 }, teams: { guardian: 10, none: 10 }, dropped: 0 },
      from: { key: "2025-Q4" },
      to: { key: "2026-Q3" },
      speed: { value: 0.5, low: 0.5, high: 0.5, claimed: false },
      findings: { value: 1, claimed: false },
    });
    expect(Object.keys(found)).not.toContain("medians");
    expect(Object.keys(found)).not.toContain("rates");
    expect(NOW.toISOString()).toMatch(/^2026-11-25T/);
    expect(found.asOf).toBe("2026-11-24T23:59:59.999Z");
  });

  it("is counted again once a fact has changed, and is the same number until then", async () => {
    const { ctx, reviewIds, effect } = await program({ withGuardian: 3, without: 6 });
    const before = await effect();
    expect(await effect()).toEqual(before);
    const [first = 0] = reviewIds;
    await ctx.db.update(reviews).set({ tier: "low" }).where(eq(reviews.id, first));
    expect(await effect()).toEqual(before);
    const subject = { kind: "review", id: first } as const;
    await record(ctx, { type: "review.tier-changed", subject, data: { from: "high", to: "low" } });
    expect(await effect()).toMatchObject({ state: "too_few_reviews", n: { guardian: 19, none: 20 }, dropped: 1 / 40 });
  });

  it("says the same of the same reviews, drawn again and on another day", async () => {
    const { ctx, reviewIds, effect } = await program({ withGuardian: 3, without: 6, later: 0.7 });
    const before = await effect();
    const [first = 0] = reviewIds;
    const subject = { kind: "review", id: first } as const;
    await record(ctx, { type: "review.tier-changed", subject, data: { from: "low", to: "high" } });
    expect(await effect()).toEqual(before);
    const tomorrow = at(ctx, "2026-11-26T09:00:00Z");
    const { effect: next } = await metricsOf(tomorrow, { quarter: "2026-Q3" });
    expect(next).toEqual({ ...before, asOf: "2026-11-25T23:59:59.999Z" });
  });

  it("says nothing of reviews without a team, a tier or a type", async () => {
    const { ctx, reviewIds, effect } = await program({ withGuardian: 3, without: 6 });
    const [first = 0, second = 0] = reviewIds;
    await ctx.db.update(reviews).set({ tier: null }).where(eq(reviews.id, first));
    await ctx.db.update(reviews).set({ type: null }).where(eq(reviews.id, second));
    expect((await effect()).n).toEqual({ guardian: 18, none: 20 });
  });
});
