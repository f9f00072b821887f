import { beforeEach, describe, expect, it } from "vitest";
import { reviews } from "#db/schema/index.ts";
import { conditionNeeds, findingNeeds } from "#lib/agenda/promise-needs.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { inboxFor } from "#lib/notifications/queries.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { REVIEW_STATES } from "#lib/reviews/rules/states.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addCast, type Cast, claimed, conditionOf } from "#tests/support/reviews.ts";

describe("a builder of another team", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  it("is told of a condition that they are to keep, and can look at the review", async () => {
    const { id, sequence } = await claimed(cast);
    const ownerId = cast.outsider.actor.personId;
    await approveReview(cast.engineer, id, { sequence, conditions: [conditionOf(cast, { ownerId })] });
    expect((await inboxFor(cast.outsider)).items).toMatchObject([{ href: `/reviews/REV-${id}` }]);
    expect(await conditionNeeds(cast.outsider)).toMatchObject([{ verb: "Meet the condition" }]);
    expect(await reviewDetail(cast.outsider, id)).toMatchObject({ state: "approved_with_conditions" });
  });

  it("is asked to fix a finding that they own, and can look at the review", async () => {
    const { id, sequence } = await claimed(cast);
    const ownerId = cast.outsider.actor.personId;
    const finding = { title: "Open bucket", severity: "high", blocking: true, ownerId } as const;
    await raiseFinding(cast.engineer, id, { sequence, ...finding });
    expect(await findingNeeds(cast.outsider)).toMatchObject([{ verb: "Fix", thing: "Open bucket" }]);
    expect(await reviewDetail(cast.outsider, id)).toMatchObject({ state: "in_review" });
  });
});

describe("a finding to fix", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  async function asked(parts: Partial<typeof reviews.$inferInsert>): Promise<number> {
    await db().update(reviews).set(parts);
    return (await findingNeeds(cast.requester)).length;
  }

  it("is asked for where its change is live or may yet be, and where it was refused, withdrawn or dropped no more", async () => {
    const { id, sequence } = await claimed(cast);
    await raiseFinding(cast.engineer, id, { sequence, title: "Open bucket", severity: "high", blocking: true });
    const ended = ["rejected", "cancelled", "closed"];
    for (const state of REVIEW_STATES) {
      const is = { state, asked: await asked({ state, launchedOn: null }) };
      expect(is).toEqual({ state, asked: ended.includes(state) ? 0 : 1 });
      expect({ state, asked: await asked({ state, launchedOn: "2026-11-20" }) }).toEqual({ state, asked: 1 });
    }
  });
});
