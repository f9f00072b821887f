import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { people, reviews } from "#db/schema/index.ts";
import { needsOf } from "#lib/agenda/queries.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { cancelReview } from "#lib/reviews/lifecycle/cancel-review.ts";
import { holdReview } from "#lib/reviews/lifecycle/hold-review.ts";
import { releaseReview } from "#lib/reviews/lifecycle/release-review.ts";
import { resumeReview } from "#lib/reviews/lifecycle/resume-review.ts";
import { at, NOW } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addCast, type Cast, claimed, type PersonContext } from "#tests/support/reviews.ts";

describe("a review on hold", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  async function heldBy(ctx: PersonContext) {
    const { id, sequence } = await claimed(cast);
    return holdReview(ctx, id, { sequence, reasonCode: "people", reason: "Ill", resumeOn: "2026-12-10" });
  }

  const resuming = async (ctx: PersonContext, day = "2026-12-10") =>
    (await needsOf(at(ctx, `${day}T09:00:00Z`))).needs.filter(({ verb }) => verb === "Resume");

  /** Who of the cast is asked to resume. */
  async function asked(): Promise<string[]> {
    const names = [];
    for (const name of ["requester", "guardian", "engineer", "second", "manager"] as const) {
      if ((await resuming(cast[name])).length > 0) names.push(name);
    }
    return names;
  }

  const leave = ({ actor }: PersonContext) =>
    db().update(people).set({ deactivatedAt: NOW }).where(eq(people.id, actor.personId));

  it("is to be resumed from its day on, and overdue after it", async () => {
    const { id, sequence } = await heldBy(cast.requester);
    expect(await resuming(cast.requester, "2026-12-09")).toEqual([]);
    expect(await resuming(cast.requester)).toMatchObject([
      { thing: `REV-${id} Nightly export`, href: `/reviews/REV-${id}`, due: "2026-12-10", overdue: false },
    ]);
    expect(await resuming(cast.requester, "2026-12-11")).toMatchObject([{ overdue: true }]);
    await resumeReview(cast.requester, id, { sequence });
    expect(await resuming(cast.requester, "2026-12-11")).toEqual([]);
  });

  it.each(["requester", "engineer", "manager"] as const)("asks the %s, who put it on hold", async (holder) => {
    await heldBy(cast[holder]);
    expect(await asked()).toEqual([holder]);
  });

  it("asks who takes part in it where anyone who put it on hold has left", async () => {
    await heldBy(cast.manager);
    await leave(cast.manager);
    expect(await asked()).toEqual(["requester", "engineer"]);
  });

  it("asks who takes part in it where anyone who put it on hold reviews it no more", async () => {
    const { id, sequence } = await heldBy(cast.engineer);
    await releaseReview(cast.engineer, id, { sequence, reason: "Ill" });
    expect(await asked()).toEqual(["requester"]);
  });

  it("asks the program managers where nobody else is left", async () => {
    const { id, sequence } = await heldBy(cast.requester);
    await leave(cast.requester);
    expect(await asked()).toEqual(["engineer"]);
    await releaseReview(cast.engineer, id, { sequence, reason: "Ill" });
    expect(await resuming(cast.manager)).toHaveLength(1);
  });

  it("asks nobody where it is open in the tracker that it came from", async () => {
    await heldBy(cast.requester);
    await db().update(reviews).set({ openElsewhereAt: NOW });
    expect(await asked()).toEqual([]);
  });

  it("is resumed no more once it is cancelled", async () => {
    const { id, sequence } = await heldBy(cast.requester);
    expect((await reviewDetail(cast.requester, id)).resumeOn).toBe("2026-12-10");
    await cancelReview(cast.requester, id, { sequence, reason: "Not needed" });
    expect(await asked()).toEqual([]);
    expect((await reviewDetail(cast.requester, id)).resumeOn).toBeNull();
  });
});
