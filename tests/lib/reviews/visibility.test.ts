import { describe, expect, it } from "vitest";
import type { Db } from "#db/client.ts";
import { reviewConditions, reviewDecisions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";
import { leave } from "#lib/guardians/leave.ts";
import { pause } from "#lib/guardians/pause.ts";
import { loadReview, reviewDetail } from "#lib/reviews/detail.ts";
import { draftReview } from "#lib/reviews/drafts/draft-review.ts";
import { editReview } from "#lib/reviews/drafts/edit-review.ts";
import { submitReview } from "#lib/reviews/drafts/submit-review.ts";
import { countReviews, listReviews } from "#lib/reviews/queries.ts";
import { exportReviews } from "#lib/reviews/queue/export-reviews.ts";
import { readFilter } from "#lib/reviews/rules/filter.ts";
import { context, NOW, personActor, systemContext } from "#tests/support/actors.ts";
import { addFinding } from "#tests/support/cohort.ts";
import { useFilledDatabase } from "#tests/support/database.ts";
import { addOrganisation, addPerson, addService, addTeam, seedProgram } from "#tests/support/people.ts";
import { answered, refuses } from "#tests/support/reviews.ts";

/** One review of each name; the matrix says which of them each person sees. */
const REVIEWS = ["alphaDraft", "alphaLow", "alphaHigh", "betaLow", "betaHeld", "betaLeft", "gammaLow"] as const;

describe("S02 S03 who sees which review", () => {
  const ids = new Map<string, number>();
  let people: Record<string, Context>;

  const filled = useFilledDatabase(async (db) => {
    await seedProgram(db);
    const north = await addOrganisation(db);
    const south = await addOrganisation(db);
    const alpha = await addTeam(db, { organisationId: north });
    const beta = await addTeam(db, { organisationId: north });
    const gamma = await addTeam(db, { organisationId: south });
    const as = async (parts: Parameters<typeof addPerson>[1]) => context(db, await addPerson(db, parts));
    const boss = await as({});
    const requesters = {
      alpha: await as({ teamId: alpha, managerId: boss.actor.personId }),
      beta: await as({ teamId: beta }),
      gamma: await as({ teamId: gamma }),
    };
    const guardian = await as({ teamId: gamma, guardian: true });
    const [paused, alumni] = [await as({ teamId: gamma, guardian: true }), await as({ teamId: gamma, guardian: true })];
    const fast = await addPerson(db, { teamId: gamma });
    people = {
      engineer: await as({ roles: ["security_engineer"] }),
      manager: await as({ roles: ["program_manager"] }),
      auditor: await as({ roles: ["auditor"] }),
      system: systemContext(db),
      admin: await as({ roles: ["admin"] }),
      northLeader: await as({ roles: ["leader"], organisationId: north }),
      southLeader: await as({ roles: ["leader"], organisationId: south }),
      alphaBuilder: await as({ teamId: alpha }),
      betaRequester: requesters.beta,
      formerRequester: { ...requesters.alpha, actor: { ...requesters.alpha.actor, teamIds: [] } },
      riskOwner: boss,
      findingOwner: await as({}),
      promiser: await as({}),
      gammaGuardian: guardian,
      gammaPaused: paused,
      gammaAlumni: alumni,
      fastPath: context(db, { ...fast, fastPath: true }),
      stranger: await as({}),
      pipeline: context(db, { kind: "ci", repositoryId: "77" }),
    };
    const services = {
      alpha: await addService(db, { teamId: alpha }),
      beta: await addService(db, { teamId: beta }),
      gamma: await addService(db, { teamId: gamma }),
    };
    const open = async (name: string, team: keyof typeof services, parts: object = {}, submit = true) => {
      const wanted = { title: name, serviceId: services[team], type: "change" as const, intake: answered(), ...parts };
      const { id, sequence } = await draftReview(requesters[team], wanted);
      if (submit) await submitReview(requesters[team], id, { sequence });
      ids.set(name, id);
    };
    await open("alphaDraft", "alpha", {}, false);
    await open("alphaLow", "alpha");
    await open("alphaHigh", "alpha", { intake: answered(["internetFacing", "authentication"]) });
    await open("betaLow", "beta", { guardianId: guardian.actor.personId });
    await open("betaHeld", "beta", { guardianId: paused.actor.personId });
    await open("betaLeft", "beta", { guardianId: alumni.actor.personId });
    await open("gammaLow", "gamma");
    await pause(paused, { personId: paused.actor.personId, reason: "Away for a quarter" });
    await leave(alumni, { personId: alumni.actor.personId, reasonCode: "new_role", reason: "Another craft" });
    const idOf = (name: (typeof REVIEWS)[number]) => ids.get(name) ?? 0;
    const personOf = (who: "findingOwner" | "promiser" | "engineer") => {
      const actor = people[who]?.actor;
      return actor?.kind === "person" ? actor.personId : 0;
    };
    await addFinding(db, idOf("alphaHigh"), { at: NOW.toISOString(), ownerId: personOf("findingOwner") });
    await promise(db, idOf("betaLow"), { ownerId: personOf("promiser"), decidedById: personOf("engineer") });
  });

  const db = () => filled().db;

  /** A decision with a condition that this person is to keep. */
  async function promise(
    db: Db,
    reviewId: number,
    { ownerId, decidedById }: Record<"ownerId" | "decidedById", number>,
  ) {
    const decision = { reviewId, cycle: 1, revision: 1, outcome: "approved_with_conditions", digest: "a" } as const;
    const [decided] = await db
      .insert(reviewDecisions)
      .values({ ...decision, seen: {}, decidedById, decidedAt: NOW })
      .returning({ id: reviewDecisions.id });
    const decisionId = decided?.id ?? 0;
    const condition = { text: "Rotate the key", when: "after_launch", dueOn: "2026-12-10" } as const;
    await db.insert(reviewConditions).values({ reviewId, decisionId, ownerId, ...condition });
  }

  const all = [...REVIEWS];
  const alphas = ["alphaDraft", "alphaLow", "alphaHigh"];
  const betas = ["betaLow", "betaHeld", "betaLeft"];
  const MATRIX: Record<string, string[]> = {
    engineer: all,
    manager: all,
    auditor: all,
    system: all,
    admin: [],
    northLeader: [...alphas, ...betas],
    southLeader: ["gammaLow"],
    alphaBuilder: alphas,
    betaRequester: betas,
    formerRequester: alphas,
    riskOwner: alphas,
    findingOwner: ["alphaHigh"],
    promiser: ["betaLow"],
    gammaGuardian: ["betaLow", "gammaLow"],
    gammaPaused: ["betaHeld", "gammaLow"],
    gammaAlumni: ["gammaLow"],
    fastPath: ["alphaLow", ...betas, "gammaLow"],
    stranger: [],
    pipeline: [],
  };

  it.each(Object.entries(MATRIX))(
    "%s sees %j in the list, the page, the export and a write, and no other",
    async (who, sees) => {
      const ctx = people[who] ?? context(db(), personActor({ personId: 0 }));
      const { reviews, total } = await listReviews(ctx, readFilter({}));
      expect(reviews.map(({ title }) => title).sort()).toEqual([...sees].sort());
      expect([total, await countReviews(ctx, readFilter({}))]).toEqual([sees.length, sees.length]);
      for (const name of REVIEWS) {
        const id = ids.get(name) ?? 0;
        if (sees.includes(name)) {
          expect(await loadReview(ctx, id)).toMatchObject({ title: name });
          expect(await reviewDetail(ctx, id)).toMatchObject({ title: name });
          continue;
        }
        for (const read of [loadReview, reviewDetail]) await refuses(db(), NotFound, () => read(ctx, id));
        const edit = { sequence: 1, title: "Mine now" };
        const error = await refuses(db(), NotFound, () => editReview(ctx, id, edit));
        expect(error.message).toBe(`REV-${id} was not found.`);
      }
    },
  );

  it("S02 a filter by a team or a person opens nothing", async () => {
    const stranger = people.stranger ?? systemContext(db());
    for (const query of [{ team: "1" }, { q: "alpha" }, { q: "REV-1" }, { tab: "team" }, { tab: "mine" }]) {
      expect(await listReviews(stranger, readFilter(query))).toMatchObject({ reviews: [], total: 0 });
    }
  });

  it("S23 exports all that the list holds, or refuses: no file is cut short", async () => {
    const { manager = systemContext(db()) } = people;
    await expect(exportReviews(manager, readFilter({}), 6)).rejects.toThrow("More than 6 reviews do not fit");
    expect((await exportReviews(manager, readFilter({}), 7)).trim().split("\r\n")).toHaveLength(8);
  });

  it("exports no more than the list holds", async () => {
    for (const [who, sees] of Object.entries(MATRIX)) {
      const ctx = people[who];
      if (!ctx) throw new Error(`Nobody is called ${who}`);
      const csv = await exportReviews(ctx, readFilter({}));
      for (const name of REVIEWS) expect([who, name, csv.includes(name)]).toEqual([who, name, sees.includes(name)]);
    }
  });
});
