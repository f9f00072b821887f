import { beforeEach, describe, expect, it } from "vitest";
import { reviewStates, reviews } from "#db/schema/index.ts";
import { homePage } from "#lib/agenda/home-page.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";
import { draftReview } from "#lib/reviews/drafts/draft-review.ts";
import { countReviews, listReviews } from "#lib/reviews/queries.ts";
import { readFilter } from "#lib/reviews/rules/filter.ts";
import type { ReviewState } from "#lib/reviews/rules/states.ts";
import { NOW } from "#tests/support/actors.ts";
import { addSubmitted } from "#tests/support/cohort.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addCast, type Cast, draftOf, type PersonContext } from "#tests/support/reviews.ts";

const DAY = 24 * 60 * 60 * 1000;
const MINE = readFilter({ tab: "mine" });

describe("the queue that home counts", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  /** A review that came into its state so many days ago. */
  async function since(
    days: number,
    state: ReviewState,
    parts: { tier?: Tier; reviewerId?: number; firstResponseAt?: Date } = {},
  ) {
    const at = new Date(NOW.getTime() - days * DAY);
    const { teamId, serviceId } = cast;
    const id = await addSubmitted(db(), { teamId, serviceId, submitted: at.toISOString(), state, ...parts });
    await db().insert(reviewStates).values({ reviewId: id, state, fromAt: at });
    return id;
  }

  /** What home says of the queue, which holds as many as the list that it opens. */
  async function queueOf(ctx: PersonContext) {
    const { queue } = await homePage(ctx);
    if (queue) expect(Object.values(queue).reduce((sum, n) => sum + n)).toBe(await countReviews(ctx, MINE));
    return queue;
  }

  it("is what the list of their turn holds, endorsements too, by the clock of each", async () => {
    await since(1, "submitted");
    await since(6, "submitted", { tier: "low", firstResponseAt: NOW });
    await since(6, "submitted", { tier: "low" });
    await since(90, "submitted");
    await since(90, "in_review", { tier: "high", reviewerId: cast.second.actor.personId });
    await since(1, "in_review", { reviewerId: cast.engineer.actor.personId });
    expect(await queueOf(cast.engineer)).toEqual({ breached: 3, atRisk: 1, onTime: 2, untimed: 0 });
    expect(await queueOf(cast.manager)).toBeNull();
  });

  it("says of what no clock runs for that it has none", async () => {
    await draftReview(cast.engineer, draftOf(cast));
    const back = await since(1, "changes_requested", { reviewerId: cast.second.actor.personId });
    expect(await queueOf(cast.engineer)).toEqual({ breached: 0, atRisk: 0, onTime: 0, untimed: 1 });
    await db().update(reviews).set({ requesterId: cast.engineer.actor.personId });
    expect(await queueOf(cast.engineer)).toEqual({ breached: 0, atRisk: 0, onTime: 0, untimed: 2 });
    expect((await listReviews(cast.engineer, MINE)).reviews.find(({ id }) => id === back)?.sla?.status).toBe("paused");
  });

  it("lists what waits for a first response by when that is due, and says so of it", async () => {
    const answered = await since(6, "submitted", { tier: "low", firstResponseAt: NOW });
    const waiting = await since(2, "submitted", { tier: "low" });
    const { reviews: listed } = await listReviews(cast.engineer, MINE);
    expect(listed.map(({ id, sla }) => [id, sla?.target, sla?.status])).toEqual([
      [waiting, "first_response", "breached"],
      [answered, "reviewer_time", "at_risk"],
    ]);
    const { needs } = await homePage(cast.engineer);
    expect(needs.map(({ href, overdue }) => [href, overdue])).toEqual([
      [`/reviews/REV-${waiting}`, true],
      [`/reviews/REV-${answered}`, false],
    ]);
  });

  it("lists an endorsement among what is due first", async () => {
    const claim = await since(1, "submitted");
    const endorse = await since(90, "in_review", { tier: "high", reviewerId: cast.second.actor.personId });
    const { needs } = await homePage(cast.engineer);
    expect(needs.map(({ verb, href, overdue }) => [verb, href, overdue])).toEqual([
      ["Endorse", `/reviews/REV-${endorse}`, true],
      ["Claim", `/reviews/REV-${claim}`, false],
    ]);
  });
});
