import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { courses, guardianships, reviewFeedback, reviews, teams } from "#db/schema/index.ts";
import { coverageNeeds } from "#lib/agenda/program-needs.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { activeGuardians } from "#lib/guardians/active.ts";
import { consent } from "#lib/guardians/consent.ts";
import { decline } from "#lib/guardians/decline.ts";
import { feedbackOn } from "#lib/guardians/feedback-queries.ts";
import { leave } from "#lib/guardians/leave.ts";
import { nominate } from "#lib/guardians/nominate.ts";
import { pause } from "#lib/guardians/pause.ts";
import { coverageAlerts, lifecycles, movingGuardian, nominationsToSettle } from "#lib/guardians/queries.ts";
import { resume } from "#lib/guardians/resume.ts";
import { startTraining } from "#lib/guardians/start-training.ts";
import { personPage } from "#lib/pages/person-page.ts";
import { directory } from "#lib/people/directory.ts";
import { personProfile } from "#lib/people/queries.ts";
import { recordCompletion } from "#lib/training/record-completion.ts";
import { at, context, NOW } from "#tests/support/actors.ts";
import { addSubmitted } from "#tests/support/cohort.ts";
import { useDatabase } from "#tests/support/database.ts";
import * as rows from "#tests/support/people.ts";
import { recorded, recordedTypes } from "#tests/support/recorded.ts";
import { wrong } from "#tests/support/wrong.ts";

describe("guardians", () => {
  const db = useDatabase();
  const rationale = "Asks the questions nobody else asks";
  let teamId: number;
  let boss: PersonActor;
  let person: PersonActor;
  let self: Context;
  let manager: Context & { actor: PersonActor };

  beforeEach(async () => {
    teamId = await rows.addTeam(db(), { name: "Ledger" });
    boss = await rows.addPerson(db(), { name: "Mona" });
    person = await rows.addPerson(db(), { name: "Gina", teamId, managerId: boss.personId });
    self = context(db(), person);
    manager = context(db(), await rows.addPerson(db(), { name: "Petra", roles: ["program_manager"] }));
  });

  const state = async () => (await movingGuardian(self, person.personId))?.state ?? null;

  async function course(required = true) {
    const [row] = await db()
      .insert(courses)
      .values({
        code: `C-${required}`,
        title: "Threat modelling",
        minutes: 60,
        required,
        validMonths: 12,
        createdAt: NOW,
      })
      .returning();
    return row?.id ?? 0;
  }

  describe("becoming a guardian", () => {
    it("goes from nomination by consent and training to active, each step with who and when", async () => {
      const { personId } = person;
      const courseId = await course();
      await nominate(self, { personId, teamId, rationale });
      await consent(context(db(), boss), { personId });
      await startTraining(self, { personId });
      expect(await state()).toBe("training");
      const done = await recordCompletion(self, { personId, courseId, completedOn: "2026-11-25", evidence: "7" });
      expect(done.activated).toBe(true);
      expect(await state()).toBe("active");

      const [time] = await lifecycles(self, personId);
      expect(time).toMatchObject({ state: "active", team: { name: "Ledger" }, rationale, hoursPerMonth: 3.5 });
      expect(time?.moves.map(({ from, to, by }) => [from, to, by?.name ?? null])).toEqual([
        [null, "nominated", "Gina"],
        ["nominated", "consented", "Mona"],
        ["consented", "training", "Gina"],
        ["training", "active", null],
      ]);
      const id = time?.id;
      expect(await recorded(db())).toEqual([
        {
          type: "guardian.nominated",
          subject: ["person", personId],
          data: { guardianshipId: id, personId, teamId, toIds: [personId, boss.personId] },
        },
        ...[
          ["nominated", "consented"],
          ["consented", "training"],
        ].map(([from, to]) => moved(personId, id, from, to)),
        expect.objectContaining({ type: "training.completed" }),
        moved(personId, id, "training", "active"),
      ]);
    });

    it("is active at once where the required courses are done already", async () => {
      const { personId } = person;
      const courseId = await course();
      await course(false);
      await recordCompletion(self, { personId, courseId, completedOn: "2026-11-01", evidence: "7" });
      await nominate(self, { personId, teamId, rationale });
      await consent(manager, { personId, hoursPerMonth: 5 });
      expect(await startTraining(manager, { personId })).toMatchObject({ state: "active" });
    });

    it("waits while a course has expired", async () => {
      const { personId } = person;
      const courseId = await course();
      await recordCompletion(self, { personId, courseId, completedOn: "2025-11-24", evidence: "7" });
      await nominate(self, { personId, teamId, rationale });
      await consent(manager, { personId });
      expect(await startTraining(self, { personId })).toMatchObject({ state: "training" });
    });

    it("is open to anyone's nomination, of a member of the team, once", async () => {
      const { personId } = person;
      const anyone = context(db(), await rows.addPerson(db()));
      await nominate(anyone, { personId, teamId, rationale });
      await expect(nominate(self, { personId, teamId, rationale })).rejects.toThrow(/Gina is already nominated/);
      expect(await recordedTypes(db())).toEqual(["guardian.nominated"]);
    });

    it("of two nominations at once keeps one", async () => {
      const { personId } = person;
      const both = await Promise.allSettled([1, 2].map(() => nominate(self, { personId, teamId, rationale })));
      expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      expect(await recordedTypes(db())).toEqual(["guardian.nominated"]);
    });

    it.each([
      ["no rationale", { rationale: "  " }, Invalid],
      ["a team they are not a member of", { teamId: "other" }, Conflict],
      ["a team that does not exist", { teamId: 999 }, NotFound],
      ["a person who does not exist", { personId: 999 }, NotFound],
      ["a state of one's own choice", { state: "active" }, Invalid],
    ])("refuses %s", async (_, change, error) => {
      const other = await rows.addTeam(db());
      const input = { personId: person.personId, teamId, rationale, ...change };
      if (input.teamId === "other") input.teamId = other;
      await expect(nominate(self, wrong(input))).rejects.toBeInstanceOf(error);
      expect(await recorded(db())).toEqual([]);
    });

    it("is not for pipelines to propose", async () => {
      const ci = { ...self, actor: { kind: "ci", repositoryId: "r" } } as const;
      await expect(nominate(ci, { personId: person.personId, teamId, rationale })).rejects.toBeInstanceOf(Forbidden);
    });

    it("needs the consent of the manager or a program manager, not one's own", async () => {
      const { personId } = person;
      await nominate(self, { personId, teamId, rationale });
      const engineer = context(db(), await rows.addPerson(db(), { roles: ["security_engineer"] }));
      await expect(consent(self, { personId })).rejects.toBeInstanceOf(Forbidden);
      await expect(consent(engineer, { personId })).rejects.toBeInstanceOf(Forbidden);
      await expect(consent(manager, { personId, hoursPerMonth: 0 })).rejects.toBeInstanceOf(Invalid);
      await expect(startTraining(self, { personId })).rejects.toBeInstanceOf(Conflict);
      expect(await state()).toBe("nominated");
      await consent(context(db(), boss), { personId });
      await expect(consent(manager, { personId })).rejects.toBeInstanceOf(Conflict);
      await expect(startTraining(context(db(), boss), { personId })).rejects.toBeInstanceOf(Forbidden);
    });

    it("is declined by who could consent, with a reason, and told to who nominated", async () => {
      const { personId } = person;
      const anyone = await rows.addPerson(db(), { name: "Bea" });
      await nominate(context(db(), anyone), { personId, teamId, rationale });
      const wanted = { personId, reason: "Not before the launch" };
      const engineer = context(db(), await rows.addPerson(db(), { roles: ["security_engineer"] }));
      for (const ctx of [self, engineer]) await expect(decline(ctx, wanted)).rejects.toBeInstanceOf(Forbidden);
      await expect(decline(manager, wrong({ personId }))).rejects.toBeInstanceOf(Invalid);
      const asked = await personPage(context(db(), boss), personId);
      expect(asked.moves).toMatchObject({
        consent: { allowed: true },
        decline: { allowed: true },
        leave: { allowed: false },
      });
      expect(await decline(context(db(), boss), wanted)).toMatchObject({ state: "alumni" });
      const [time] = await lifecycles(context(db(), boss), personId);
      expect(time).toMatchObject({ state: "alumni", leavingReason: null, moves: [{}, { reason: wanted.reason }] });
      const toIds = [personId, anyone.personId];
      const data = { guardianshipId: time?.id, personId, from: "nominated", to: "alumni", declined: true, toIds };
      expect((await recorded(db())).at(-1)).toMatchObject({ type: "guardian.moved", data });
      expect(await nominate(self, { personId, teamId, rationale })).toMatchObject({ state: "nominated" });
    });

    it.each(["declined", "withdrawn"])("makes nobody a former guardian where it is %s", async (how) => {
      const { personId } = person;
      await nominate(self, { personId, teamId, rationale });
      if (how === "declined") await decline(manager, { personId, reason: "Not before the launch" });
      else await leave(self, { personId, reasonCode: "no_time", reason: "A launch" });
      expect(await personProfile(manager, personId)).toMatchObject({ state: null });
      expect((await directory(manager, { state: "alumni" })).items).toEqual([]);
      const everyone = (await directory(manager, { state: "everyone" })).items;
      expect(everyone.find(({ id }) => id === personId)).toMatchObject({ state: null });
    });

    it("is declined no more once there is consent", async () => {
      const { personId } = person;
      await nominate(self, { personId, teamId, rationale });
      await consent(manager, { personId });
      await expect(decline(manager, { personId, reason: "Too late" })).rejects.toBeInstanceOf(Conflict);
    });

    it("lets the manager read the hours that they agreed to", async () => {
      const { personId } = person;
      await nominate(self, { personId, teamId, rationale });
      await consent(context(db(), boss), { personId, hoursPerMonth: 5 });
      const engineer = context(db(), await rows.addPerson(db(), { roles: ["security_engineer"] }));
      for (const ctx of [context(db(), boss), self, manager, engineer]) {
        expect((await lifecycles(ctx, personId))[0]?.hoursPerMonth).toBe(5);
      }
      const other = context(db(), await rows.addPerson(db(), { teamId }));
      expect((await lifecycles(other, personId))[0]?.hoursPerMonth).toBeNull();
    });

    it("shows nominations to those who can settle them", async () => {
      await nominate(self, { personId: person.personId, teamId, rationale });
      const names = async (ctx: Context) => (await nominationsToSettle(ctx)).map((row) => [row.person.name, row.mine]);
      expect(await names(manager)).toEqual([["Gina", false]]);
      expect(await names(context(db(), boss))).toEqual([["Gina", true]]);
      expect(await names(self)).toEqual([]);
    });
  });

  describe("being a guardian", () => {
    const why = { reasonCode: "not_useful", reason: "Other interests" } as const;
    let guardian: PersonActor;
    let own: Context;
    beforeEach(async () => {
      guardian = await rows.addPerson(db(), { name: "Gus", teamId, guardian: true });
      own = context(db(), guardian);
    });

    it("can be paused and resumed, with a reason", async () => {
      const { personId } = guardian;
      await expect(pause(own, wrong({ personId }))).rejects.toBeInstanceOf(Invalid);
      expect(await pause(own, { personId, reason: "Parental leave" })).toMatchObject({ state: "paused" });
      await expect(pause(own, { personId, reason: "Again" })).rejects.toBeInstanceOf(Conflict);
      expect(await resume(manager, { personId })).toMatchObject({ state: "active" });
      await expect(resume(own, { personId })).rejects.toBeInstanceOf(Conflict);
      expect(await recordedTypes(db())).toEqual(["guardian.moved", "guardian.moved"]);
    });

    it("is resumed with every required course only", async () => {
      const { personId } = guardian;
      await pause(own, { personId, reason: "Sabbatical" });
      const courseId = await course();
      await expect(resume(own, { personId })).rejects.toThrow(/Still to complete: Threat modelling/);
      const stranger = context(db(), await rows.addPerson(db(), { roles: ["security_engineer"] }));
      const offered = async (ctx: Context) => (await personPage(ctx, personId)).moves?.resume;
      const reason = "Active guardians need every required course. Still to complete: Threat modelling.";
      expect(await offered(own)).toEqual({ allowed: false, because: "state", reason });
      expect(await offered(stranger)).toMatchObject({ allowed: false, because: "actor" });
      await recordCompletion(own, { personId, courseId, completedOn: "2026-11-24", evidence: "7" });
      expect(await resume(own, { personId })).toMatchObject({ state: "active" });
    });

    it("ends with a reason and a successor, and says when the team has nobody left", async () => {
      const { personId } = guardian;
      const other = await rows.addPerson(db(), { teamId, guardian: true });
      const left = await leave(own, { ...why, personId, successorId: person.personId });
      expect(left).toMatchObject({ state: "alumni", lastGuardian: false });
      expect((await lifecycles(own, personId))[0]).toMatchObject({
        successor: { name: "Gina" },
        leavingReason: "not_useful",
      });
      expect(await recorded(db())).toMatchObject([{ data: { to: "alumni", reasonCode: "not_useful" } }]);
      expect(await coverageAlerts(manager)).toEqual([]);
      const last = await leave(manager, { ...why, personId: other.personId });
      expect(last.lastGuardian).toBe(true);
      expect(await coverageAlerts(manager)).toEqual([{ id: teamId, name: "Ledger", paused: false, training: false }]);
    });

    it("raises an alert that says where the guardian is paused, and where another one is in training", async () => {
      const notes = async () => (await coverageNeeds(manager)).map(({ note }) => note);
      expect(await notes()).toEqual([]);
      await pause(own, { personId: guardian.personId, reason: "Parental leave" });
      expect(await notes()).toEqual(["its guardian is paused"]);
      await leave(manager, { ...why, personId: guardian.personId });
      expect(await notes()).toEqual(["the team lost its last guardian"]);
      const next = await rows.addPerson(db(), { teamId, guardian: true });
      await db()
        .update(guardianships)
        .set({ state: "training", activeAt: null })
        .where(eq(guardianships.personId, next.personId));
      expect(await notes()).toEqual(["no active guardian; one is in training"]);
    });

    it("raises no alert of a team that is to have none: from the day after its last one on", async () => {
      await db().update(teams).set({ eligibleTo: "2026-11-25" }).where(eq(teams.id, teamId));
      await leave(manager, { ...why, personId: guardian.personId });
      expect(await coverageAlerts(manager)).toHaveLength(1);
      expect(await coverageAlerts(at(manager, "2026-11-26T00:00:00Z"))).toEqual([]);
    });

    it.each([
      ["no reason", { reason: "" }, Invalid],
      ["no reason to be counted", { reasonCode: undefined }, Invalid],
      ["a reason that is not on the list", { reasonCode: "bored" }, Invalid],
      ["oneself as successor", { successorId: "self" }, Invalid],
      ["a successor who does not exist", { successorId: 999 }, NotFound],
    ])("does not end with %s", async (_, change, error) => {
      const { personId } = guardian;
      const input: Record<string, unknown> = { ...why, personId, ...change };
      if (input.successorId === "self") input.successorId = personId;
      await expect(leave(own, wrong(input))).rejects.toBeInstanceOf(error);
      expect(await recorded(db())).toEqual([]);
    });

    it("is moved by nobody else", async () => {
      const { personId } = guardian;
      const stranger = context(db(), await rows.addPerson(db(), { roles: ["security_engineer"] }));
      await expect(pause(stranger, { personId, reason: "No" })).rejects.toBeInstanceOf(Forbidden);
      await expect(leave(stranger, { ...why, personId })).rejects.toBeInstanceOf(Forbidden);
      await expect(resume(stranger, { personId })).rejects.toBeInstanceOf(Forbidden);
      await expect(pause(manager, { personId: person.personId, reason: "No" })).rejects.toBeInstanceOf(NotFound);
    });

    it("begins again with a nomination after leaving", async () => {
      const { personId } = guardian;
      await leave(own, { ...why, personId });
      await nominate(own, { personId, teamId, rationale });
      const times = await db().select().from(guardianships).where(eq(guardianships.personId, personId));
      expect(times.map((time) => time.state).sort()).toEqual(["alumni", "nominated"]);
      expect((await lifecycles(own, personId)).map((time) => time.state)).toEqual(["nominated", "alumni"]);
    });
  });

  describe("what is said of a guardian", () => {
    it("S06 is for the guardian and the program's staff: leaders get neither ratings nor hours", async () => {
      const organisationId = await rows.addOrganisation(db());
      const team = await rows.addTeam(db(), { organisationId });
      const guardian = await rows.addPerson(db(), { teamId: team, guardian: true });
      const engineer = await rows.addPerson(db(), { roles: ["security_engineer"] });
      const leader = context(db(), await rows.addPerson(db(), { roles: ["leader"], organisationId }));
      const serviceId = await rows.addService(db(), { teamId: team });
      const review = { title: "Export", state: "approved", serviceId, teamId: team, intake: {} as never } as const;
      const [{ id: reviewId } = { id: 0 }] = await db()
        .insert(reviews)
        .values({ ...review, createdAt: NOW, updatedAt: NOW })
        .returning();
      const ratings = { scope: 2, threats: 3, mitigations: 1, validation: 2 };
      await db()
        .insert(reviewFeedback)
        .values({
          reviewId,
          cycle: 1,
          guardianId: guardian.personId,
          byId: engineer.personId,
          ...ratings,
          sentence: "Look at the trust boundary first",
          createdAt: NOW,
        });

      const id = guardian.personId;
      expect(await feedbackOn(context(db(), guardian), id)).toMatchObject([{ ratings, review: { title: "Export" } }]);
      expect(await feedbackOn(context(db(), engineer), id)).toMatchObject([{ ratings }]);
      expect(await feedbackOn(leader, id)).toBeNull();
      expect((await lifecycles(context(db(), guardian), id))[0]?.hoursPerMonth).toBe(3.5);
      expect((await lifecycles(leader, id))[0]?.hoursPerMonth).toBeNull();
    });
  });

  describe("whom a review can have as its guardian", () => {
    it("are in order of all their open reviews, which are counted to anyone who may know of each of their team's", async () => {
      const organisationId = await rows.addOrganisation(db());
      const cards = await rows.addTeam(db(), { organisationId, name: "Cards" });
      const ada = await rows.addPerson(db(), { name: "Ada", teamId: cards, guardian: true });
      const gus = await rows.addPerson(db(), { name: "Gus", teamId, guardian: true });
      const serviceId = await rows.addService(db(), { teamId: cards });
      for (const [guardian, team] of [
        [ada, cards],
        [ada, cards],
        [gus, teamId],
      ] as const) {
        await addSubmitted(db(), { submitted: "2026-11-01", teamId: team, serviceId, guardianId: guardian.personId });
      }
      const offered = async (ctx: Context) =>
        (await activeGuardians(ctx)).map(({ name, openReviews }) => [name, openReviews]);
      const leader = context(db(), await rows.addPerson(db(), { roles: ["leader"], organisationId }));
      expect(await offered(manager)).toEqual([
        ["Gus", 1],
        ["Ada", 2],
      ]);
      expect(await offered(self)).toEqual([
        ["Gus", 1],
        ["Ada", null],
      ]);
      expect(await offered(leader)).toEqual([
        ["Gus", null],
        ["Ada", 2],
      ]);
    });
  });

  function moved(
    personId: number,
    guardianshipId: number | undefined,
    from: string | undefined,
    to: string | undefined,
  ) {
    const data = { guardianshipId, personId, from, to, toIds: [personId] };
    return { type: "guardian.moved", subject: ["person", personId], data };
  }
});
