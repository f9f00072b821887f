import { eq, inArray, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { Db } from "#db/client.ts";
import {
  checkProfiles,
  checkProfileVersions,
  checkRuns,
  events,
  exceptions,
  findings,
  people,
  reviewArtefacts,
  reviewClaims,
  reviewImportChanges,
  reviewImports,
  reviews,
  reviewTierChanges,
  threatModelVersions,
} from "#db/schema/index.ts";
import { partsInEach } from "#lib/reviews/change.ts";
import { type Tie, tiesOfPerson } from "#lib/reviews/involvement/ties.ts";
import { TYING_ACTS, type TyingAct } from "#lib/reviews/rules/parts.ts";
import { context, NOW } from "#tests/support/actors.ts";
import { addFinding } from "#tests/support/cohort.ts";
import { useFilledDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";
import { addWorld, type World } from "#tests/support/world.ts";

const DAY = 24 * 60 * 60 * 1000;
const BEFORE = new Date(NOW.getTime() - DAY);
const ENDS = { ended: "2026-01-31", holds: "2026-12-20" } as const;

/** A world in which several people have done everything that may tie one to a review, in time and not, to each of its reviews. */
async function addActs(db: Db): Promise<World> {
  const world = await addWorld(db);
  const { cast } = world;
  const staff = [cast.engineer, cast.second, cast.manager].map(({ actor }) => actor.personId);
  const colleague = await addPerson(db, { teamId: cast.teamId, roles: ["security_engineer"] });
  const doers = [...staff, colleague.personId];
  const askedById = cast.requester.actor.personId;
  const profileVersionId = await easedProfile(db, cast.second.actor.personId);
  const all = await db.select().from(reviews).orderBy(reviews.id);
  const importId = await addImport(db, doers[0] ?? askedById, "first");
  const laterId = await addImport(db, doers[1] ?? askedById, "later");
  for (const [index, { id, currentRevision }] of all.entries()) {
    const doer = (step: number) => doers[(index + step) % doers.length] ?? askedById;
    if (index % 2 === 0) await addEvent(db, id, "review.reopened", doer(0), {});
    await addEvent(db, id, "review.edited", doer(0), { fields: index % 3 === 0 ? ["title"] : ["intake"] });
    await db
      .update(reviewArtefacts)
      .set({ removedById: doer(1), removedAt: new Date(NOW.getTime() + DAY) })
      .where(eq(reviewArtefacts.reviewId, id));
    await db.insert(reviewTierChanges).values([
      { reviewId: id, fromTier: "high", toTier: "medium", reason: "No data", byId: doer(2), at: BEFORE },
      { reviewId: id, fromTier: "low", toTier: "high", reason: "Data", byId: doer(3), at: NOW },
    ]);
    for (const [step, expiresOn] of [ENDS.ended, ENDS.holds].entries()) {
      const given = { reviewId: id, reason: "Known", askedById, approvedAt: BEFORE, expiresOn };
      await db.insert(exceptions).values({ ...given, kind: "gate", gate: "findings", approvedById: doer(step) });
      const place = { kind: "result", documentName: "policy.json", fingerprint: "print" } as const;
      await db.insert(exceptions).values({ ...given, ...place, approvedById: doer(step + 2) });
    }
    const passed = await addFinding(db, id, { at: NOW.toISOString(), state: "accepted", acceptedUntil: ENDS.holds });
    const over = await addFinding(db, id, { at: NOW.toISOString(), state: "accepted", acceptedUntil: ENDS.ended });
    await db
      .update(findings)
      .set({ settledById: doer(1), settledAt: NOW })
      .where(inArray(findings.id, [passed, over]));
    await db.insert(reviewClaims).values([
      { reviewId: id, personId: doer(2), claimedAt: BEFORE, releasedAt: NOW, conflict: "I wrote it" },
      { reviewId: id, personId: doer(3), claimedAt: BEFORE, releasedAt: NOW, conflict: "" },
    ]);
    const run = { reviewId: id, revision: currentRevision, documentsDigest: "eased", analyzer: "engine" } as const;
    if (index % 2 === 1)
      await db.insert(checkRuns).values({ ...run, profileVersionId, state: "finished", queuedAt: NOW });
  }
  await db.update(reviews).set({ decidedAt: NOW }).where(sql`${reviews.id} % 2 = 1`);
  await db.update(reviews).set({ importId }).where(sql`${reviews.id} % 3 = 0`);
  const told = all.filter(({ id }) => id % 3 === 0).map(({ id }) => id);
  await db
    .insert(reviewImportChanges)
    .values(told.map((reviewId) => ({ importId: laterId, reviewId, openElsewhereAt: BEFORE, updatedAt: BEFORE })));
  await db.update(threatModelVersions).set({ authorId: doers[0], importedById: doers[1], authorRole: "builder" });
  await db.update(reviews).set({ reviewerId: doers[0] }).where(sql`${reviews.id} % 2 = 0`);
  return world;
}

function addEvent(db: Db, subjectId: number, type: string, actorId: number, data: Record<string, unknown>) {
  const of = { actorKind: "person", subjectKind: "review", requestId: "ties", at: NOW } as const;
  return db.insert(events).values({ ...of, subjectId, type, actorId, data });
}

async function addImport(db: Db, byId: number, sha256: string): Promise<number> {
  const file = { fileName: "past.csv", sha256, rows: 1, byId, acceptedAt: BEFORE };
  const [made] = await db.insert(reviewImports).values(file).returning();
  return made?.id ?? 0;
}

/** A version of a profile that lets more pass, published by someone. */
async function easedProfile(db: Db, publishedById: number): Promise<number> {
  const [profile] = await db.insert(checkProfiles).values({ name: "Eased", tiers: [], createdAt: NOW }).returning();
  const [standing] = await db.select().from(checkProfileVersions).limit(1);
  if (!profile || !standing) throw new Error("Unknown profile to ease");
  const published = { profileId: profile.id, version: 1, definition: standing.definition, publishedById };
  const [version] = await db
    .insert(checkProfileVersions)
    .values({ ...published, publishedAt: NOW })
    .returning();
  const said = { at: NOW, actorKind: "person", actorId: publishedById, requestId: "ties" } as const;
  const about = { type: "check-profile.published", subjectKind: "program", subjectId: profile.id } as const;
  await db.insert(events).values({ ...said, ...about, data: { profileId: profile.id, version: 1, eased: true } });
  return version?.id ?? 0;
}

describe("what ties a person to reviews", () => {
  const world = useFilledDatabase(addActs);

  const byReview = (ties: readonly Tie[]) => ties.map(({ reviewId, act }) => `${reviewId} ${act}`).sort();

  /** As the parts of each review have it. */
  async function tied(
    whose: (review: { id: number; reviewerId: number | null }) => number | null,
    acts: readonly TyingAct[],
  ) {
    const ctx = context(world().db, world().filled.cast.engineer.actor);
    const rows = await world().db.select().from(reviews);
    const parts = await partsInEach(ctx, rows);
    return rows.flatMap((row) =>
      (parts.get(row.id)?.acts ?? [])
        .filter(({ act, personId }) => personId === whose(row) && acts.includes(act))
        .map(({ act }) => ({ reviewId: row.id, act })),
    );
  }

  const ctxOf = () => context(world().db, world().filled.cast.engineer.actor);

  it("is of everybody and every act what the parts of each review say", async () => {
    const everybody = await world().db.select({ id: people.id }).from(people);
    const found = new Set<TyingAct>();
    for (const { id: person } of everybody) {
      for (const acts of [TYING_ACTS, ...TYING_ACTS.map((act) => [act])]) {
        const ties = await tiesOfPerson(ctxOf(), { person, acts, among: undefined });
        expect(byReview(ties)).toEqual(byReview(await tied(() => person, acts)));
        for (const { act } of ties) found.add(act);
      }
    }
    expect([...found].sort()).toEqual([...TYING_ACTS].sort());
  });

  it("is of anyone who reviews each what its parts say of them", async () => {
    const asked = { person: reviews.reviewerId, acts: TYING_ACTS, among: undefined };
    const ties = await tiesOfPerson(ctxOf(), asked);
    expect(ties).not.toEqual([]);
    expect(byReview(ties)).toEqual(byReview(await tied(({ reviewerId }) => reviewerId, TYING_ACTS)));
  });

  it("is of no review but those that are asked about", async () => {
    const person = world().filled.cast.second.actor.personId;
    const all = await tiesOfPerson(ctxOf(), { person, acts: TYING_ACTS, among: undefined });
    const [one] = all;
    const ties = await tiesOfPerson(ctxOf(), { person, acts: TYING_ACTS, among: eq(reviews.id, one?.reviewId ?? 0) });
    expect(byReview(ties)).toEqual(byReview(all.filter(({ reviewId }) => reviewId === one?.reviewId)));
  });
});
