import { beforeEach, describe, expect, it } from "vitest";
import { reviews } from "#db/schema/index.ts";
import { needsOf } from "#lib/agenda/queries.ts";
import type { NeedKind } from "#lib/agenda/rules.ts";
import { endorseRevision } from "#lib/reviews/decisions/endorse-revision.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { draftReview } from "#lib/reviews/drafts/draft-review.ts";
import { submitReview } from "#lib/reviews/drafts/submit-review.ts";
import { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";
import { releaseReview } from "#lib/reviews/lifecycle/release-review.ts";
import { context } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";
import { addCast, type Cast, claimed, draftOf, type PersonContext, submitted } from "#tests/support/reviews.ts";

describe("what home asks for", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });
  const needs = async (ctx: PersonContext, kind: NeedKind) =>
    (await needsOf(ctx)).needs.filter((need) => need.kind === kind);
  const claims = async (ctx: PersonContext) => (await needs(ctx, "claim")).map(({ verb }) => verb);
  const endorsements = async (ctx: PersonContext) => (await needs(ctx, "endorsement")).map(({ verb }) => verb);

  it("is a claim only of those who may claim", async () => {
    await submitted(cast);
    expect(await claims(cast.engineer)).toEqual(["Claim"]);
    const both = await addPerson(db(), { name: "Uma", teamId: cast.teamId, roles: ["security_engineer"] });
    const own = context(db(), both);
    const draft = await draftReview(own, draftOf(cast));
    await submitReview(own, draft.id, { sequence: draft.sequence });
    expect(await claims(own)).toEqual([]);
    expect(await claims(cast.engineer)).toEqual(["Claim", "Claim"]);
  });

  it("is an endorsement only of a second engineer, and once", async () => {
    const { id } = await claimed(cast);
    await db().update(reviews).set({ tier: "high" });
    expect([await endorsements(cast.engineer), await endorsements(cast.second)]).toEqual([[], ["Endorse"]]);
    const { sequence } = await reviewDetail(cast.second, id);
    expect((await reviewDetail(cast.second, id)).endorsed).toBe(false);
    await endorseRevision(cast.second, id, { sequence });
    expect(await endorsements(cast.second)).toEqual([]);
    expect((await reviewDetail(cast.second, id)).endorsed).toBe(true);
    expect((await reviewDetail(cast.engineer, id)).endorsed).toBe(false);
  });

  it("is an endorsement again where anyone who gave one reviews now: the gate counts none of the reviewer's", async () => {
    const { id, sequence } = await claimed(cast);
    await db().update(reviews).set({ tier: "high" });
    const endorsed = await endorseRevision(cast.second, id, { sequence });
    const free = await releaseReview(cast.engineer, id, { sequence: endorsed.sequence, reason: "Ill" });
    await claimReview(cast.second, id, { sequence: free.sequence, conflict: "" });
    expect((await reviewDetail(cast.second, id)).gates).toContainEqual(
      expect.objectContaining({ id: "endorsement", state: "unmet" }),
    );
    expect(await endorsements(cast.engineer)).toEqual(["Endorse"]);
  });

  it("is no endorsement of who has stated a conflict", async () => {
    const { id, sequence } = await submitted(cast);
    const mine = await claimReview(cast.second, id, { sequence, conflict: "I designed it" });
    const free = await releaseReview(cast.second, id, { sequence: mine.sequence, reason: "Conflict" });
    await claimReview(cast.engineer, id, { sequence: free.sequence, conflict: "" });
    await db().update(reviews).set({ tier: "high" });
    expect(await endorsements(cast.second)).toEqual([]);
  });
});
