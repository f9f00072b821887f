import { type SQL, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it, type Mock, vi } from "vitest";
import { rowsOf } from "#db/rows-of.ts";
import {
  blobs,
  checkProfiles,
  checkProfileVersions,
  checkRuns,
  dueFacts,
  reviewArtefacts,
  reviewFacts,
} from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { factsOf } from "#lib/metrics/facts/facts-of.ts";
import { keepFacts } from "#lib/metrics/facts/keep-facts.ts";
import { metricsOf } from "#lib/metrics/metrics-of.ts";
import { finishRun } from "#lib/policies/runs/finish-run.ts";
import { commentOnReview } from "#lib/reviews/asks/comment-on-review.ts";
import { at } from "#tests/support/actors.ts";
import { addFinding, addSubmitted } from "#tests/support/cohort.ts";
import { useDatabase } from "#tests/support/database.ts";
import { makeDue, whileOthersWrite } from "#tests/support/facts.ts";
import { addCast, approved, type Cast, claimed, drafted, submitted } from "#tests/support/reviews.ts";

describe("facts of reviews", () => {
  const db = useDatabase();
  let [cast, manager]: [Cast, Context] = [] as never;

  beforeEach(async () => {
    cast = await addCast(db());
    manager = cast.manager;
  });

  const firstResponses = async () => {
    const { figures } = await metricsOf(at(manager, "2026-11-27T09:00:00Z"), {});
    return figures.find(({ id }) => id === "M7")?.quarters.at(-1);
  };

  it("are written once of what was submitted, and never of a draft", async () => {
    await submitted(cast);
    const { id } = await approved(cast);
    await drafted(cast);
    expect([await keepFacts(manager), await keepFacts(manager)]).toEqual([3, 0]);
    expect(await db().$count(reviewFacts)).toBe(2);
    await commentOnReview(cast.engineer, id, { body: "Seen." });
    expect(await keepFacts(manager)).toBe(0);
    await claimed(cast);
    expect([await keepFacts(manager), await db().$count(reviewFacts)]).toEqual([1, 3]);
  });

  it("stay due when anyone who writes them is told to stop", async () => {
    await submitted(cast);
    expect(await keepFacts(manager, { signal: AbortSignal.abort() })).toBe(0);
    expect(await keepFacts(manager)).toBe(1);
  });

  it("stay due of a review that was written to while they were computed", async () => {
    const { id } = await submitted(cast);
    const transaction = manager.db.transaction.bind(manager.db);
    vi.spyOn(manager.db, "transaction").mockImplementationOnce((work) =>
      transaction((tx) => {
        const execute = tx.execute.bind(tx);
        let statements = 0;
        const spied = vi.spyOn(tx, "execute") as unknown as Mock<(query: SQL) => Promise<unknown>>;
        spied.mockImplementation(async (query) => {
          const answer = await execute(query);
          if (++statements === 2) await makeDue(tx);
          return answer;
        });
        return work(tx);
      }),
    );
    await keepFacts(manager);
    expect(await db().select().from(dueFacts)).toMatchObject([{ reviewId: id }]);
    await keepFacts(manager);
    expect(await db().$count(dueFacts)).toBe(0);
  });

  it("are computed while someone else writes them", async () => {
    const { id } = await claimed(cast);
    await keepFacts(manager);
    await commentOnReview(at(cast.engineer, "2026-11-26T09:00:00Z"), id, { body: "Which key signs the link?" });
    await submitted(cast);
    const computed = await whileOthersWrite(manager.db, firstResponses);
    expect(await db().$count(dueFacts)).toBe(2);
    expect(await firstResponses()).toEqual(computed);
    expect(await db().$count(dueFacts)).toBe(0);
  });

  it("are due once someone has answered first, which moves no sequence number", async () => {
    const { id } = await claimed(cast);
    const before = await firstResponses();
    await keepFacts(manager);
    await commentOnReview(at(cast.engineer, "2026-11-26T09:00:00Z"), id, { body: "Which key signs the link?" });
    const after = await firstResponses();
    expect(after).not.toEqual(before);
    await keepFacts(manager);
    expect(await firstResponses()).toEqual(after);
  });

  it("are due once a run of its checks has ended, which writes to no review", async () => {
    const { id, revision } = await submitted(cast);
    const added = { addedAt: manager.now, addedById: cast.requester.actor.personId };
    await db().insert(blobs).values({ sha256: "a", content: "{}", bytes: 2, createdAt: manager.now });
    await db()
      .insert(reviewArtefacts)
      .values({
        reviewId: id,
        name: "policy.json",
        format: "policy",
        language: "json",
        sha256: "a",
        policies: 1,
        ...added,
      });
    await makeDue(db());
    const passed = async () => {
      const { figures } = await metricsOf(at(manager, "2026-11-27T09:00:00Z"), {});
      return figures.find((figure) => figure.id === "M19")?.quarters.at(-1)?.value;
    };
    await keepFacts(manager);
    expect(await passed()).toBe(0);
    const [profile] = await db()
      .insert(checkProfiles)
      .values({ name: "Default", tiers: [], createdAt: manager.now })
      .returning();
    const [version] = await db()
      .insert(checkProfileVersions)
      .values({ profileId: profile?.id ?? 0, version: 1, definition: {} as never, publishedAt: manager.now })
      .returning();
    const [run] = await db()
      .insert(checkRuns)
      .values({
        ...{ reviewId: id, revision, profileVersionId: version?.id ?? 0, documentsDigest: "d" },
        ...{ analyzer: "engine", state: "queued", queuedAt: manager.now },
      })
      .returning();
    await keepFacts(manager);
    await finishRun(manager, run as never, { results: [], approved: {} as never });
    expect(await passed()).toBe(1);
    await keepFacts(manager);
    expect(await passed()).toBe(1);
  });

  it("are computed of a day of the past as they were known then", async () => {
    const reviewId = await addSubmitted(db(), {
      submitted: "2026-11-02T09:00:00Z",
      decided: "2026-11-09T09:00:00Z",
      teamId: cast.teamId,
      serviceId: cast.serviceId,
    });
    await addFinding(db(), reviewId, { at: "2026-11-05T09:00:00Z" });
    const on = async (asOf: string) => (await metricsOf(manager, { asOf })).findings.findings;
    const before = [await on("2026-11-04"), await on("2026-11-05")];
    await keepFacts(manager);
    expect([await on("2026-11-04"), await on("2026-11-05")]).toEqual(before);
    expect(before).toEqual([0, 1]);
  });

  it("are all computed where more are due than can be told one by one", async () => {
    await db().execute(sql`insert into reviews (title, state, service_id, intake, created_at, updated_at, first_submitted_at)
      select 'Change ' || i, 'submitted', ${cast.serviceId}::int, '{}', '2026-11-02', '2026-11-02', '2026-11-02' from generate_series(1, 2001) i`);
    const windows = { edges: [new Date("2026-10-01"), new Date("2027-01-01")], asOf: manager.now };
    const counted = async () => {
      const [row] = await rowsOf<{ n: number }>(
        db(),
        sql`select count(*)::int as n from ${await factsOf(manager)(windows)} where ${reviewFacts.reviewerWait} is null`,
      );
      return row?.n;
    };
    expect(await counted()).toBe(2001);
    expect(await keepFacts(manager)).toBe(2001);
    expect(await counted()).toBe(2001);
  });
});
