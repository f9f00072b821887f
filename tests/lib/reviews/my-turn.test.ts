import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { reviewEndorsements, reviewStates, reviews, roleGrants } from "#db/schema/index.ts";
import { emptyIntake } from "#lib/intake/rules/intake.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";
import { listReviews } from "#lib/reviews/queries.ts";
import { readFilter } from "#lib/reviews/rules/filter.ts";
import type { ReviewState } from "#lib/reviews/rules/states.ts";
import { context, NOW } from "#tests/support/actors.ts";
import { addSubmitted } from "#tests/support/cohort.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";
import {
  addCast,
  type Cast,
  claimed,
  drafted,
  type PersonContext,
  sentBack,
  submitted,
} from "#tests/support/reviews.ts";

const DAY = 24 * 60 * 60 * 1000;
const HIGH = { tier: "high" } as const;

describe("reviews whose turn is someone's", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  const mine = async (ctx: PersonContext, query: Record<string, string> = {}) => {
    const { reviews } = await listReviews(ctx, readFilter({ tab: "mine", ...query }));
    return reviews.map(({ id, move }) => [id, move]);
  };

  /** A review that came into its state so many days ago. */
  async function since(days: number, state: ReviewState, parts: { tier?: Tier; reviewerId?: number } = {}) {
    const at = new Date(NOW.getTime() - days * DAY);
    const { teamId, serviceId } = cast;
    const id = await addSubmitted(db(), { teamId, serviceId, submitted: at.toISOString(), state, ...parts });
    await db().insert(reviewStates).values({ reviewId: id, state, fromAt: at });
    return id;
  }

  it("are drafts and questions of who asked, what an engineer reviews, and the queue", async () => {
    const draft = await drafted(cast);
    const back = await sentBack(cast);
    const queued = await submitted(cast);
    const taken = await claimed(cast);
    expect(await mine(cast.requester)).toEqual(
      expect.arrayContaining([
        [draft.id, "finish"],
        [back.id, "answer"],
      ]),
    );
    expect(await mine(cast.engineer)).toEqual(
      expect.arrayContaining([
        [queued.id, "claim"],
        [taken.id, "decide"],
      ]),
    );
    expect(await mine(cast.second)).toEqual([[queued.id, "claim"]]);
    expect(await mine(cast.outsider)).toEqual([]);
  });

  it("are endorsements that another engineer can give, until one is there", async () => {
    const { id } = await claimed(cast);
    await db().update(reviews).set(HIGH).where(eq(reviews.id, id));
    expect(await mine(cast.second)).toEqual([[id, "endorse"]]);
    expect((await mine(cast.engineer)).map(([id]) => id)).toEqual([id]);
    await db()
      .insert(reviewEndorsements)
      .values({ reviewId: id, revision: 1, personId: cast.second.actor.personId, at: NOW });
    expect(await mine(cast.second)).toEqual([]);
  });

  it("are endorsements again when who gave one is no engineer any more", async () => {
    const { id } = await claimed(cast);
    await db().update(reviews).set(HIGH).where(eq(reviews.id, id));
    const { personId } = cast.second.actor;
    await db().insert(reviewEndorsements).values({ reviewId: id, revision: 1, personId, at: NOW });
    const third = context(db(), await addPerson(db(), { roles: ["security_engineer"] }));
    expect(await mine(third)).toEqual([]);
    await db().update(roleGrants).set({ revokedAt: NOW }).where(eq(roleGrants.personId, personId));
    expect(await mine(third)).toEqual([[id, "endorse"]]);
  });

  it("are not what an engineer, or their team, asks for", async () => {
    const own = context(db(), await addPerson(db(), { teamId: cast.teamId, roles: ["security_engineer"] }));
    await submitted(cast);
    const { id } = await claimed(cast);
    await db().update(reviews).set(HIGH).where(eq(reviews.id, id));
    expect(await mine(own)).toEqual([]);
    const asked = { requesterId: cast.second.actor.personId };
    await db().update(reviews).set(asked);
    expect(await mine(cast.second)).toEqual([]);
  });

  it("come in the order in which they are due, those without a clock last, and in another order where one is asked for", async () => {
    const { engineer } = cast;
    const reviewerId = engineer.actor.personId;
    const [late, soon, slow] = [
      await since(30, "in_review", { tier: "low", reviewerId }),
      await since(3, "submitted", { tier: "low" }),
      await since(4, "in_review", { tier: "high", reviewerId }),
    ];
    const paused = await since(50, "in_review", { reviewerId });
    await db().delete(reviewStates).where(eq(reviewStates.reviewId, paused));
    const order = (await mine(engineer)).map(([id]) => id);
    expect(order).toEqual([late, soon, slow, paused]);
    expect((await mine(engineer, { sort: "age" })).map(([id]) => id)).toEqual([soon, slow, late, paused]);
  });

  it("are all listed where there are hundreds: past those that are ordered by it in the order in which they came", async () => {
    const { teamId, serviceId } = cast;
    const one = (at: number) => ({
      ...{ title: `Change ${at}`, teamId, serviceId, state: "submitted" as const, intake: emptyIntake() },
      ...{ createdAt: NOW, updatedAt: NOW, firstSubmittedAt: new Date(NOW.getTime() - (600 - at) * DAY) },
    });
    await db()
      .insert(reviews)
      .values(Array.from({ length: 503 }, (_, at) => one(at)));
    const titles = async (page: number) => {
      const { reviews, total } = await listReviews(cast.engineer, readFilter({ tab: "mine", page: String(page) }));
      expect(total).toBe(503);
      return reviews.map(({ title }) => title);
    };
    expect((await titles(10)).at(-1)).toBe("Change 499");
    expect(await titles(11)).toEqual(["Change 500", "Change 501", "Change 502"]);
  });
});
