import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { guardianships, people } from "#db/schema/index.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { deactivatePerson } from "#lib/people/deactivate-person.ts";
import { erasePerson } from "#lib/people/erase-person.ts";
import { editGoal } from "#lib/program/edit-goal.ts";
import { endGoal } from "#lib/program/end-goal.ts";
import { setGoal } from "#lib/program/set-goal.ts";
import { closeProgramReview } from "#lib/program-reviews/close-program-review.ts";
import { editDecision } from "#lib/program-reviews/edit-decision.ts";
import { editProgramReview } from "#lib/program-reviews/edit-program-review.ts";
import { openProgramReview } from "#lib/program-reviews/open-program-review.ts";
import { programReviewOutput, programReviewRowOutput } from "#lib/program-reviews/output.ts";
import { listProgramReviews, programReview } from "#lib/program-reviews/queries.ts";
import { recordAttendance } from "#lib/program-reviews/record-attendance.ts";
import { recordDecision } from "#lib/program-reviews/record-decision.ts";
import { removeAttendance } from "#lib/program-reviews/remove-attendance.ts";
import { removeDecision } from "#lib/program-reviews/remove-decision.ts";
import { settleFollowUp } from "#lib/program-reviews/settle-follow-up.ts";
import { ERASED } from "#lib/pseudonym.ts";
import { at, context, NOW } from "#tests/support/actors.ts";
import { addSubmitted } from "#tests/support/cohort.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addOrganisation, addPerson, addService, addTeam, seedProgram } from "#tests/support/people.ts";
import { recorded, recordedTypes } from "#tests/support/recorded.ts";
import { wrong } from "#tests/support/wrong.ts";

const Q = "2026-Q3";
const HELD = "2026-10-08";
const GOAL = {
  businessGoal: "Launch faster",
  outcome: "Reviews do not wait",
  metric: "M1",
  baseline: 20,
  target: 10,
  direction: "down",
  dueOn: "2027-03-31",
} as const;

describe("a program review", () => {
  const db = useDatabase();
  let manager: Context & { actor: PersonActor };
  let guardian: Context & { actor: PersonActor };
  let teamId: number;

  beforeEach(async () => {
    await seedProgram(db());
    teamId = await addTeam(db());
    manager = context(db(), await addPerson(db(), { name: "Mia Manager", roles: ["program_manager"] }));
    guardian = context(db(), await addPerson(db(), { name: "Gus Guardian", teamId, guardian: true }));
  });

  const open = (ctx: Context = manager, parts: { quarter?: string; heldOn?: string } = {}) =>
    openProgramReview(ctx, { quarter: Q, heldOn: HELD, ...parts });
  const attend = (personId = guardian.actor.personId, said = "Reviews wait less.") =>
    recordAttendance(manager, Q, { personId, said });
  const owned = (parts: object = {}) =>
    recordDecision(manager, Q, {
      text: "Ask two teams",
      ownerId: guardian.actor.personId,
      dueOn: "2026-12-10",
      ...parts,
    });
  const as = async (parts: Parameters<typeof addPerson>[1]) => context(db(), await addPerson(db(), parts));
  const refusal = async (trying: Promise<unknown>) => trying.catch((error: unknown) => error);

  describe("opened", () => {
    it("freezes the numbers of the whole program and its goals, and is recorded", async () => {
      const serviceId = await addService(db(), { teamId });
      await addSubmitted(db(), {
        submitted: "2026-08-01T00:00:00Z",
        decided: "2026-08-04T00:00:00Z",
        teamId,
        serviceId,
      });
      await setGoal(manager, GOAL);
      await setGoal(manager, { ...GOAL, organisationId: await addOrganisation(db()), outcome: "Of one organisation" });
      const { id, quarter } = await open();
      const review = await programReview(manager, quarter);
      expect(programReviewOutput.parse(review)).toEqual(review);
      expect(review).toMatchObject({
        id,
        quarter: Q,
        heldOn: HELD,
        state: "open",
        openedBy: { name: "Mia Manager" },
        openedAt: NOW.toISOString(),
        closedAt: null,
        snapshotId: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      expect(review.snapshot.leadTime.n).toBe(1);
      expect(review.snapshot.figures.map(({ id }) => id)).toEqual(["M5", "M9", "M17"]);
      expect(review.snapshot.goals).toMatchObject([{ outcome: "Reviews do not wait", metric: "M1", target: 10 }]);
      await addSubmitted(db(), { submitted: "2026-08-02T00:00:00Z", teamId, serviceId });
      expect((await programReview(at(manager, "2026-11-26T09:00:00Z"), quarter)).snapshot).toEqual(review.snapshot);
      expect((await recorded(db())).at(-1)).toEqual({
        type: "program-review.opened",
        subject: ["program_review", id],
        data: { quarter: Q },
      });
    });

    it("holds the numbers of the whole program, anyone who opens it, and those of few people stay hidden", async () => {
      const admin = await as({ roles: ["admin"] });
      await open(admin);
      const { snapshot } = await programReview(admin, Q);
      const last = (metric: string) => snapshot.figures.find(({ id }) => id === metric)?.quarters.at(-1);
      expect(last("M9")).toMatchObject({ n: 1, value: 1 });
      expect(last("M17")).toMatchObject({ state: "suppressed", n: null, value: null });
      expect(snapshot.training).toMatchObject({ state: "suppressed", n: null, share: null });
    });

    it.each([
      ["of a quarter to come", { quarter: "2027-Q1" }, "quarter"],
      ["of the quarter that runs", { quarter: "2026-Q4" }, "quarter"],
      ["of long ago", { quarter: "1970-Q1" }, "quarter"],
      ["of no quarter", { quarter: "2026-Q5" }, "quarter"],
      ["of a quarter before time", { quarter: "1969-Q4" }, "quarter"],
      ["held before the quarter had ended", { heldOn: "2026-09-30" }, "heldOn"],
      ["held tomorrow", { heldOn: "2026-11-26" }, "heldOn"],
      ["held on no day", { heldOn: "2026-02-30" }, "heldOn"],
      ["with a field more", { said: "Hello" }, ""],
    ])("is refused %s", async (_, parts, field) => {
      const error = await refusal(open(manager, wrong(parts)));
      expect(error).toBeInstanceOf(Invalid);
      expect((error as Invalid).problems[0]?.path.join(".")).toBe(field);
      expect(await recorded(db())).toEqual([]);
    });

    it("is one for each quarter", async () => {
      await open();
      await expect(open()).rejects.toBeInstanceOf(Conflict);
      await open(manager, { quarter: "2026-Q2" });
      expect((await listProgramReviews(manager)).map(({ quarter }) => quarter)).toEqual([Q, "2026-Q2"]);
      expect(await recordedTypes(db())).toEqual(["program-review.opened", "program-review.opened"]);
    });

    it.each(["security_engineer", "auditor", "leader"] as const)(
      "is refused to a %s, and so is all else",
      async (role) => {
        const ctx = await as({ roles: [role], organisationId: await addOrganisation(db()) });
        await expect(open(ctx)).rejects.toBeInstanceOf(Forbidden);
        await open();
        const { id } = await recordDecision(manager, Q, { text: "Nothing" });
        await attend();
        const before = await recordedTypes(db());
        for (const trying of [
          () => editProgramReview(ctx, Q, { heldOn: "2026-10-09" }),
          () => recordAttendance(ctx, Q, { personId: ctx.actor.personId }),
          () => removeAttendance(ctx, Q, { personId: guardian.actor.personId }),
          () => recordDecision(ctx, Q, { text: "Mine" }),
          () => editDecision(ctx, Q, id, { text: "Mine" }),
          () => removeDecision(ctx, Q, { decisionId: id }),
          () => closeProgramReview(ctx, { quarter: Q }),
        ]) {
          await expect(trying()).rejects.toBeInstanceOf(Forbidden);
        }
        expect(await recordedTypes(db())).toEqual(before);
      },
    );
  });

  describe("read", () => {
    it("S02 is known to the program's staff and leaders, to who attended and to who follows something up", async () => {
      await open();
      await attend();
      const owner = await as({ name: "Olga Owner" });
      await recordDecision(manager, Q, { text: "Ask", ownerId: owner.actor.personId, dueOn: "2026-12-10" });
      const sees = async (ctx: Context) => {
        const list = await listProgramReviews(ctx);
        const page = await refusal(programReview(ctx, Q));
        expect(page instanceof NotFound).toBe(list.length === 0);
        return list.length;
      };
      for (const role of ["program_manager", "security_engineer", "auditor", "leader", "admin"] as const) {
        expect([role, await sees(await as({ roles: [role] }))]).toEqual([role, 1]);
      }
      expect(await sees(guardian)).toBe(1);
      expect(await sees(owner)).toBe(1);
      const stranger = await as({ teamId, guardian: true });
      expect(await sees(stranger)).toBe(0);
      await removeAttendance(manager, Q, { personId: guardian.actor.personId });
      expect(await sees(guardian)).toBe(0);
      for (const quarter of [Q, "2026-Q2", "quarter", "\0"]) {
        await expect(programReview(stranger, quarter)).rejects.toThrow("The program review was not found.");
        await expect(closeProgramReview(stranger, { quarter })).rejects.toThrow("The program review was not found.");
        await expect(settleFollowUp(stranger, quarter, 1, { as: "done" })).rejects.toThrow(
          "The decision was not found.",
        );
      }
    });

    it("counts who attended, what was decided and what is still to follow up", async () => {
      await open();
      await attend();
      await attend(manager.actor.personId, "");
      await recordDecision(manager, Q, { text: "It goes on" });
      const { id } = await owned();
      await owned({ text: "Ask three" });
      await settleFollowUp(manager, Q, id, { as: "done" });
      const [row] = await listProgramReviews(manager);
      expect(programReviewRowOutput.parse(row)).toEqual(row);
      expect(row).toMatchObject({ attended: 2, decisions: 3, followUps: 2, openFollowUps: 1, state: "open" });
    });
  });

  describe("attendance", () => {
    it("is recorded with what was said, once for each, and again to say it again", async () => {
      const { id } = await open();
      const { personId } = guardian.actor;
      await attend();
      await attend();
      await attend(personId, "Reviews wait no more.");
      await attend(manager.actor.personId, "");
      expect((await programReview(manager, Q)).attendance).toEqual([
        { person: { id: personId, name: "Gus Guardian" }, guardian: true, said: "Reviews wait no more." },
        { person: { id: manager.actor.personId, name: "Mia Manager" }, guardian: false, said: "" },
      ]);
      const said = { type: "program-review.attendance-recorded", subject: ["program_review", id] };
      expect((await recorded(db())).slice(1)).toEqual([
        { ...said, data: { quarter: Q, personId } },
        { ...said, data: { quarter: Q, personId } },
        { ...said, data: { quarter: Q, personId: manager.actor.personId } },
      ]);
    });

    it("leaves what was said where nothing is said of it, as by who records the same person at once", async () => {
      await open();
      const { personId } = guardian.actor;
      await attend();
      await recordAttendance(manager, Q, { personId });
      expect((await programReview(manager, Q)).attendance).toMatchObject([{ said: "Reviews wait less." }]);
      expect(await recordedTypes(db())).toEqual(["program-review.opened", "program-review.attendance-recorded"]);
      await attend(personId, "");
      expect((await programReview(manager, Q)).attendance).toMatchObject([{ said: "" }]);
    });

    it("S50 says nothing more of someone who was erased", async () => {
      await open();
      const { personId } = guardian.actor;
      await attend();
      const admin = await as({ roles: ["admin"] });
      await deactivatePerson(admin, { personId });
      await erasePerson(admin, { personId });
      const why = `Former member ${personId} was erased. Nothing more can be written about this person.`;
      await expect(attend(personId, "They said that they are ill.")).rejects.toThrow(new Conflict(why));
      expect((await programReview(manager, Q)).attendance).toMatchObject([{ said: ERASED }]);
    });

    it("says who was a guardian on the day, by their lifecycle and not by what they are now", async () => {
      await open();
      const own = eq(guardianships.personId, guardian.actor.personId);
      const wasGuardian = async () => (await programReview(manager, Q)).attendance[0]?.guardian;
      await attend();
      await db()
        .update(guardianships)
        .set({ state: "alumni", endedAt: new Date("2026-11-01T00:00:00Z") })
        .where(own);
      expect(await wasGuardian()).toBe(true);
      await db()
        .update(guardianships)
        .set({ endedAt: new Date("2026-10-07T00:00:00Z") })
        .where(own);
      expect(await wasGuardian()).toBe(false);
      await db()
        .update(guardianships)
        .set({ endedAt: null, activeAt: new Date("2026-10-09T08:00:00Z") })
        .where(own);
      expect(await wasGuardian()).toBe(false);
      await editProgramReview(manager, Q, { heldOn: "2026-10-09" });
      expect(await wasGuardian()).toBe(true);
    });

    it("is of someone who is here, in words that fit", async () => {
      await open();
      await expect(attend(999)).rejects.toBeInstanceOf(NotFound);
      await db().update(people).set({ deactivatedAt: NOW }).where(eq(people.id, guardian.actor.personId));
      await expect(attend()).rejects.toBeInstanceOf(NotFound);
      await expect(attend(manager.actor.personId, "A".repeat(1_001))).rejects.toBeInstanceOf(Invalid);
      await expect(recordAttendance(manager, Q, wrong({ said: "Who?" }))).rejects.toBeInstanceOf(Invalid);
      expect(await recordedTypes(db())).toEqual(["program-review.opened"]);
    });

    it("is taken back of someone who was not there", async () => {
      const { id } = await open();
      await attend();
      await removeAttendance(manager, Q, { personId: guardian.actor.personId });
      await expect(removeAttendance(manager, Q, { personId: guardian.actor.personId })).rejects.toBeInstanceOf(
        NotFound,
      );
      expect((await programReview(manager, Q)).attendance).toEqual([]);
      expect((await recorded(db())).at(-1)).toEqual({
        type: "program-review.attendance-removed",
        subject: ["program_review", id],
        data: { quarter: Q, personId: guardian.actor.personId },
      });
    });
  });

  describe("decisions", () => {
    it("are recorded with an owner, who is told, a day and the goal that they changed", async () => {
      const { id: goalId } = await setGoal(manager, GOAL);
      const { id: reviewId } = await open();
      const { id } = await owned({ goalId });
      const plain = await recordDecision(manager, Q, { text: "It goes on" });
      expect((await programReview(manager, Q)).decided).toEqual([
        {
          id,
          text: "Ask two teams",
          goal: { id: goalId, outcome: GOAL.outcome, metric: "M1" },
          owner: { id: guardian.actor.personId, name: "Gus Guardian" },
          dueOn: "2026-12-10",
          state: "open",
          settledBy: null,
          settledAt: null,
          settleReason: null,
        },
        expect.objectContaining({ id: plain.id, owner: null, dueOn: null, goal: null, state: null }),
      ]);
      const said = { type: "program-review.decision-recorded", subject: ["program_review", reviewId] };
      const ownerId = guardian.actor.personId;
      expect((await recorded(db())).slice(-2)).toEqual([
        { ...said, data: { quarter: Q, decisionId: id, ownerId, toIds: [ownerId] } },
        { ...said, data: { quarter: Q, decisionId: plain.id, ownerId: null } },
      ]);
    });

    it.each([
      ["no words", { text: " " }, Invalid, "text"],
      ["too many words", { text: "A".repeat(501) }, Invalid, "text"],
      ["an owner without a day", { dueOn: null }, Invalid, "dueOn"],
      ["a day without an owner", { ownerId: null }, Invalid, "ownerId"],
      ["a day before the review", { dueOn: "2026-10-07" }, Invalid, "dueOn"],
      ["an owner who is not here", { ownerId: 999 }, NotFound, null],
      ["a goal that is not there", { goalId: 999 }, NotFound, null],
    ])("are refused with %s", async (_, parts, kind, field) => {
      await open();
      const error = await refusal(owned(parts));
      expect(error).toBeInstanceOf(kind);
      if (field) expect((error as Invalid).problems[0]?.path).toEqual([field]);
      expect(await recordedTypes(db())).toEqual(["program-review.opened"]);
    });

    it("name no goal of a single organisation", async () => {
      const { id: goalId } = await setGoal(manager, { ...GOAL, organisationId: await addOrganisation(db()) });
      await open();
      await expect(owned({ goalId })).rejects.toBeInstanceOf(NotFound);
    });

    it("are edited while the review is open: old and new owner are told, and no change is no event", async () => {
      const { id: reviewId } = await open();
      const { id } = await owned();
      const [old, next] = [guardian.actor.personId, manager.actor.personId];
      await editDecision(manager, Q, id, { text: "Ask two teams" });
      await editDecision(manager, Q, id, { text: "Ask three teams", ownerId: next });
      await expect(editDecision(manager, Q, id, {})).rejects.toBeInstanceOf(Invalid);
      await expect(editDecision(manager, Q, id, { ownerId: null })).rejects.toBeInstanceOf(Invalid);
      await expect(editDecision(manager, Q, 999, { text: "Which?" })).rejects.toBeInstanceOf(NotFound);
      await open(manager, { quarter: "2026-Q2" });
      await expect(editDecision(manager, "2026-Q2", id, { text: "For another" })).rejects.toBeInstanceOf(NotFound);
      expect((await programReview(manager, Q)).decided).toMatchObject([
        { text: "Ask three teams", owner: { id: next } },
      ]);
      expect((await recorded(db())).filter(({ type }) => type.endsWith("decision-edited"))).toEqual([
        {
          type: "program-review.decision-edited",
          subject: ["program_review", reviewId],
          data: { quarter: Q, decisionId: id, fields: ["text", "ownerId"], toIds: [old, next] },
        },
      ]);
    });

    it("are edited although their owner has left, who is not named again", async () => {
      await open();
      const { id } = await owned();
      await db().update(people).set({ deactivatedAt: NOW }).where(eq(people.id, guardian.actor.personId));
      await editDecision(manager, Q, id, { text: "Ask three teams", dueOn: "2026-12-20" });
      expect((await programReview(manager, Q)).decided).toMatchObject([
        { text: "Ask three teams", owner: { id: guardian.actor.personId }, dueOn: "2026-12-20" },
      ]);
      await editDecision(manager, Q, id, { ownerId: manager.actor.personId });
      await expect(editDecision(manager, Q, id, { ownerId: guardian.actor.personId })).rejects.toBeInstanceOf(NotFound);
    });

    it("keep their owner and day once they are settled", async () => {
      await open();
      const { id } = await owned();
      await settleFollowUp(guardian, Q, id, { as: "done" });
      await expect(editDecision(manager, Q, id, { dueOn: "2026-12-11" })).rejects.toBeInstanceOf(Conflict);
      await expect(editDecision(manager, Q, id, { ownerId: null, dueOn: null })).rejects.toBeInstanceOf(Conflict);
      await editDecision(manager, Q, id, { text: "Asked two teams" });
      expect((await programReview(manager, Q)).decided).toMatchObject([{ text: "Asked two teams", state: "done" }]);
    });

    it("are taken back while the review is open, and their owner is told", async () => {
      const { id: reviewId } = await open();
      const { id } = await owned();
      await removeDecision(manager, Q, { decisionId: id });
      await expect(removeDecision(manager, Q, { decisionId: id })).rejects.toBeInstanceOf(NotFound);
      expect((await programReview(manager, Q)).decided).toEqual([]);
      expect((await recorded(db())).at(-1)).toEqual({
        type: "program-review.decision-removed",
        subject: ["program_review", reviewId],
        data: { quarter: Q, decisionId: id, toIds: [guardian.actor.personId] },
      });
    });
  });

  describe("a follow-up", () => {
    it("is done, says its owner, also after the review was closed", async () => {
      const { id: reviewId } = await open();
      const { id } = await owned();
      await attend();
      await closeProgramReview(manager, { quarter: Q });
      await settleFollowUp(guardian, Q, id, { as: "done" });
      expect((await programReview(guardian, Q)).decided).toMatchObject([
        { state: "done", settledBy: { name: "Gus Guardian" }, settledAt: NOW.toISOString(), settleReason: null },
      ]);
      expect((await recorded(db())).at(-1)).toEqual({
        type: "program-review.follow-up-settled",
        subject: ["program_review", reviewId],
        data: { quarter: Q, decisionId: id, as: "done", toIds: [guardian.actor.personId] },
      });
      await expect(settleFollowUp(guardian, Q, id, { as: "done" })).rejects.toBeInstanceOf(Conflict);
    });

    it("is dropped with a reason, by the program's staff too", async () => {
      await open();
      const { id } = await owned();
      const engineer = await as({ roles: ["security_engineer"] });
      await expect(settleFollowUp(engineer, Q, id, wrong({ as: "dropped" }))).rejects.toBeInstanceOf(Invalid);
      await expect(settleFollowUp(engineer, Q, id, { as: "dropped", reason: " " })).rejects.toBeInstanceOf(Invalid);
      await settleFollowUp(engineer, Q, id, { as: "dropped", reason: "Both teams have one" });
      expect((await programReview(manager, Q)).decided).toMatchObject([
        { state: "dropped", settleReason: "Both teams have one" },
      ]);
    });

    it("is settled by nobody else, and a decision without an owner by nobody", async () => {
      await open();
      const { id } = await owned();
      const { id: plain } = await recordDecision(manager, Q, { text: "It goes on" });
      const leader = await as({ roles: ["leader"], organisationId: await addOrganisation(db()) });
      const before = await recordedTypes(db());
      await expect(settleFollowUp(leader, Q, id, { as: "done" })).rejects.toBeInstanceOf(Forbidden);
      await expect(settleFollowUp(await as({}), Q, id, { as: "done" })).rejects.toBeInstanceOf(NotFound);
      await expect(settleFollowUp(manager, Q, plain, { as: "done" })).rejects.toBeInstanceOf(Conflict);
      await expect(settleFollowUp(manager, "2026-Q2", id, { as: "done" })).rejects.toBeInstanceOf(NotFound);
      expect(await recordedTypes(db())).toEqual(before);
    });
  });

  describe("its day", () => {
    it("is edited within the quarter's rules, and no later than what is due", async () => {
      const { id } = await open();
      await editProgramReview(manager, Q, { heldOn: HELD });
      await editProgramReview(manager, Q, { heldOn: "2026-10-12" });
      await owned({ dueOn: "2026-10-20" });
      for (const heldOn of ["2026-09-30", "2026-10-21", "2026-11-26"]) {
        await expect(editProgramReview(manager, Q, { heldOn })).rejects.toBeInstanceOf(Invalid);
      }
      expect(await programReview(manager, Q)).toMatchObject({ heldOn: "2026-10-12" });
      expect((await recorded(db())).filter(({ type }) => type.endsWith(".edited"))).toEqual([
        {
          type: "program-review.edited",
          subject: ["program_review", id],
          data: { quarter: Q, fields: ["heldOn"] },
        },
      ]);
    });
  });

  describe("closed", () => {
    it("says who closed it and when, and nothing of it changes any more", async () => {
      const { id } = await open();
      await expect(closeProgramReview(manager, { quarter: Q })).rejects.toThrow(
        "No attendance is recorded yet. Record",
      );
      await attend();
      const decision = await recordDecision(manager, Q, { text: "It goes on" });
      await closeProgramReview(manager, { quarter: Q });
      expect(await programReview(manager, Q)).toMatchObject({
        state: "closed",
        closedBy: { name: "Mia Manager" },
        closedAt: NOW.toISOString(),
      });
      expect((await recorded(db())).at(-1)).toEqual({
        type: "program-review.closed",
        subject: ["program_review", id],
        data: { quarter: Q, attended: 1, decisions: 1 },
      });
      const before = await recordedTypes(db());
      for (const trying of [
        () => editProgramReview(manager, Q, { heldOn: "2026-10-09" }),
        () => attend(manager.actor.personId),
        () => removeAttendance(manager, Q, { personId: guardian.actor.personId }),
        () => recordDecision(manager, Q, { text: "One more" }),
        () => editDecision(manager, Q, decision.id, { text: "Otherwise" }),
        () => removeDecision(manager, Q, { decisionId: decision.id }),
        () => closeProgramReview(manager, { quarter: Q }),
      ]) {
        await expect(trying()).rejects.toBeInstanceOf(Conflict);
      }
      expect(await recordedTypes(db())).toEqual(before);
    });
  });

  describe("the goals that changed", () => {
    const changes = async (quarter: string) =>
      (await programReview(manager, quarter)).goalChanges.map(({ change, fields }) => [change, ...fields]);

    it("are read from the events since the review before, of the program alone", async () => {
      const set = at(manager, "2026-06-01T09:00:00Z");
      const { id } = await setGoal(set, GOAL);
      await editGoal(at(manager, "2026-07-20T09:00:00Z"), id, { target: 12 });
      await setGoal(set, { ...GOAL, organisationId: await addOrganisation(db()) });
      const before = at(manager, "2026-07-25T09:00:00Z");
      await open(before, { quarter: "2026-Q2", heldOn: "2026-07-20" });
      await recordAttendance(before, "2026-Q2", { personId: manager.actor.personId });
      await closeProgramReview(before, { quarter: "2026-Q2" });
      await editGoal(at(manager, "2026-10-08T09:00:00Z"), id, { target: 9, outcome: "Nobody waits" });
      const review = at(manager, "2026-10-08T10:00:00Z");
      await open(review);
      expect(await changes("2026-Q2")).toEqual([["set"], ["edited", "target"]]);
      expect(await changes(Q)).toEqual([["edited", "outcome", "target"]]);
      await endGoal(at(manager, "2026-10-08T11:00:00Z"), id, { reason: "Reached" });
      await recordAttendance(review, Q, { personId: manager.actor.personId });
      await closeProgramReview(at(manager, "2026-10-09T09:00:00Z"), { quarter: Q });
      await setGoal(at(manager, "2026-10-10T09:00:00Z"), GOAL);
      expect(await changes(Q)).toEqual([["edited", "outcome", "target"], ["ended"]]);
      const { goalChanges, goalsSince } = await programReview(manager, Q);
      expect(goalsSince).toBe("2026-07-25T09:00:00.000Z");
      // A quarter that is reviewed later takes nothing from one that was reviewed before.
      await open(manager, { quarter: "2026-Q1" });
      expect(await changes(Q)).toEqual([["edited", "outcome", "target"], ["ended"]]);
      expect(await changes("2026-Q1")).toEqual([["set"]]);
      expect(goalChanges[0]).toMatchObject({ by: "Mia Manager", goal: { id, outcome: "Nobody waits", metric: "M1" } });
    });
  });
});
