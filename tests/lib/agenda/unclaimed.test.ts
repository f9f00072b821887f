import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { roleGrants } from "#db/schema/index.ts";
import { needsOf } from "#lib/agenda/queries.ts";
import { draftReview } from "#lib/reviews/drafts/draft-review.ts";
import { submitReview } from "#lib/reviews/drafts/submit-review.ts";
import { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";
import { NOW } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addCast, type Cast, draftOf, type PersonContext, submitted } from "#tests/support/reviews.ts";

describe("what waits for an engineer, and none may take", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  const claims = async (ctx: PersonContext) =>
    (await needsOf(ctx)).needs.filter(({ kind }) => kind === "claim").map(({ thing, note }) => [thing, note]);
  const giveBack = ({ actor }: PersonContext) =>
    db().update(roleGrants).set({ revokedAt: NOW }).where(eq(roleGrants.personId, actor.personId));

  it("is the program manager's to take, as they may", async () => {
    await submitted(cast);
    expect(await claims(cast.manager)).toEqual([]);
    const { id } = await draftReview(cast.engineer, draftOf(cast, { title: "Own export" }));
    const own = await submitReview(cast.engineer, id, { sequence: 1 });
    expect(await claims(cast.manager)).toEqual([]);
    await giveBack(cast.second);
    expect(await claims(cast.manager)).toEqual([[`REV-${id} Own export`, "no engineer can claim it"]]);
    for (const ctx of [cast.requester, cast.guardian, cast.colleague]) expect(await claims(ctx)).toEqual([]);
    await claimReview(cast.manager, id, { sequence: own.sequence, conflict: "" });
    expect(await claims(cast.manager)).toEqual([]);
  });

  it("is all of the queue where there is no engineer", async () => {
    const { id } = await submitted(cast);
    for (const ctx of [cast.engineer, cast.second]) await giveBack(ctx);
    expect((await claims(cast.manager)).map(([thing]) => thing)).toEqual([`REV-${id} Nightly export`]);
  });
});
