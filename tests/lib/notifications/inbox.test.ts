import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { completions, courses, people, reviews } from "#db/schema/index.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import { Forbidden, Invalid } from "#lib/errors.ts";
import type { Event } from "#lib/event-types/vocabulary.ts";
import { record } from "#lib/events/record.ts";
import { answerFinding } from "#lib/findings/answer-finding.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { settleFinding } from "#lib/findings/settle-finding.ts";
import { consent } from "#lib/guardians/consent.ts";
import { decline } from "#lib/guardians/decline.ts";
import { leave } from "#lib/guardians/leave.ts";
import { nominate } from "#lib/guardians/nominate.ts";
import { pause } from "#lib/guardians/pause.ts";
import { resume } from "#lib/guardians/resume.ts";
import { startTraining } from "#lib/guardians/start-training.ts";
import { inboxFor } from "#lib/notifications/queries.ts";
import { LATEST, LOOKED_AT } from "#lib/notifications/rules.ts";
import { seeInbox } from "#lib/notifications/see-inbox.ts";
import { commentOnReview } from "#lib/reviews/asks/comment-on-review.ts";
import { keepCondition } from "#lib/reviews/conditions/keep-condition.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";
import { importThreatModel } from "#lib/threat-models/import-model.ts";
import { announceCourses } from "#lib/training/announce-courses.ts";
import { at, context, NOW, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson, addService, addTeam } from "#tests/support/people.ts";
import { addCast, approvedWithConditions, claimed, conditionOf, submitted } from "#tests/support/reviews.ts";
import { composerModel } from "#tests/support/threat-models.ts";
import { wrong } from "#tests/support/wrong.ts";

describe("the inbox", () => {
  const db = useDatabase();
  let me: PersonActor;
  let other: PersonActor;
  let serviceId: number;

  beforeEach(async () => {
    me = await addPerson(db(), { name: "Ana" });
    other = await addPerson(db(), { name: "Ben" });
    serviceId = await addService(db());
  });

  type Parts = Partial<
    Pick<typeof reviews.$inferInsert, "requesterId" | "guardianId" | "reviewerId" | "state" | "updatedAt">
  >;

  async function addReview(parts: Parts): Promise<number> {
    const row = {
      title: "Export",
      state: "in_review",
      intake: {},
      serviceId,
      createdAt: NOW,
      updatedAt: NOW,
      ...parts,
    };
    const [made] = await db()
      .insert(reviews)
      .values(row as typeof reviews.$inferInsert)
      .returning({ id: reviews.id });
    return made?.id ?? 0;
  }

  let requests = 0;

  /** Each in a request of its own. */
  async function happen(actor: PersonActor, id: number, event: Pick<Event, "type" | "data">, now = NOW): Promise<void> {
    requests += 1;
    await record(context(db(), actor, { now, requestId: `request-${requests}` }), {
      ...event,
      subject: { kind: "review", id },
    } as Event);
  }

  const commented = { type: "review.commented", data: { commentId: 1 } } as const;
  const inbox = (actor: PersonActor) => inboxFor(context(db(), actor));
  const sentences = async (actor: PersonActor) => (await inbox(actor)).items.map(({ sentence }) => sentence);

  const addGuardian = async (name: string) => addPerson(db(), { name, teamId: await addTeam(db()), guardian: true });
  const engineer = (actor: PersonActor): PersonActor => ({ ...actor, roles: ["security_engineer"] });

  it.each(["requesterId", "guardianId", "reviewerId"] as const)("has what others do where I am %s", async (part) => {
    const mine = part === "guardianId" ? await addGuardian("Gina") : me;
    const id = await addReview({ [part]: mine.personId });
    await happen(other, id, commented);
    expect(await inbox(part === "reviewerId" ? engineer(me) : mine)).toEqual({
      asOf: NOW,
      timeZone: "UTC",
      unread: 1,
      more: false,
      items: [
        {
          id: expect.any(Number),
          href: `/reviews/REV-${id}#discussion`,
          sentence: `Ben commented on REV-${id}.`,
          at: NOW,
          unread: true,
        },
      ],
    });
  });

  it("tells whom another names as the author of a threat model, and leads there anyone who may read it", async () => {
    const teamId = await addTeam(db());
    const [inside, outside] = [await addPerson(db(), { teamId, guardian: true }), await addGuardian("Gus")];
    const importer = await addPerson(db(), { name: "Ina", teamId, guardian: true });
    const wanted = {
      serviceId: await addService(db(), { teamId }),
      fileName: "m.json",
      authorRole: "guardian",
    } as const;
    const imported = (authorId: number, name: string) =>
      importThreatModel(context(db(), importer), { ...wanted, authorId, content: composerModel({ name }) });
    const { threatModelId } = await imported(inside.personId, "One");
    await imported(outside.personId, "Two");
    await imported(importer.personId, "Three");
    const sentence =
      "Ina imported a threat model with you as its author. To get credit as a guardian, import it or attach it to a review yourself.";
    expect((await inbox(inside)).items).toMatchObject([{ sentence, href: `/threat-models/${threatModelId}` }]);
    expect((await inbox(outside)).items).toMatchObject([{ sentence, href: "/threat-models" }]);
    expect((await inbox(importer)).items).toEqual([]);
  });

  it("promises no credit for a threat model without threats", async () => {
    const teamId = await addTeam(db());
    const author = await addPerson(db(), { teamId, guardian: true });
    const importer = await addPerson(db(), { name: "Ina", teamId, guardian: true });
    await importThreatModel(context(db(), importer), {
      serviceId: await addService(db(), { teamId }),
      fileName: "m.json",
      authorRole: "guardian",
      authorId: author.personId,
      content: JSON.stringify({
        ...JSON.parse(composerModel()),
        threats: [],
        mitigationLinks: [],
        assumptionLinks: [],
      }),
    });
    expect(await sentences(author)).toEqual(["Ina imported a threat model with you as its author."]);
  });

  it("has nothing of what I did, nor of reviews that are not mine", async () => {
    await happen(me, await addReview({ requesterId: me.personId }), commented);
    await happen(other, await addReview({ requesterId: other.personId }), commented);
    expect(await sentences(me)).toEqual([]);
  });

  it("has of what I review what happens since I claimed it, and of what I ask for all of it", async () => {
    const cast = await addCast(db());
    const { id, sequence } = await submitted(cast);
    const later = at(cast.engineer, "2026-11-25T10:00:00Z");
    await claimReview(later, id, { sequence, conflict: "" });
    expect((await inboxFor(later)).items).toEqual([]);
    expect((await inboxFor(cast.requester)).items).not.toEqual([]);
    const said = at(cast.requester, "2026-11-25T11:00:00Z");
    await commentOnReview(said, id, { body: "It is urgent", mentions: [] });
    expect(await inboxFor(later)).toMatchObject({ unread: 1, items: [{ href: `/reviews/REV-${id}#discussion` }] });
  });

  it("keeps what I was told of a review that I guard and claimed too, as guardians once could", async () => {
    const cast = await addCast(db());
    const { id, sequence } = await submitted(cast);
    const { actor } = cast.engineer;
    const guardedBy = (guardianId: number | null) => db().update(reviews).set({ guardianId }).where(eq(reviews.id, id));
    await guardedBy(actor.personId);
    const told = await sentences(actor);
    expect(told).not.toEqual([]);
    await guardedBy(null);
    await claimReview(at(cast.engineer, "2026-11-25T10:00:00Z"), id, { sequence, conflict: "" });
    expect(await sentences(actor)).toEqual([]);
    await guardedBy(actor.personId);
    expect(await sentences(actor)).toEqual(told);
  });

  it("has nothing of a review that I decided and may not see any more", async () => {
    const id = await addReview({ reviewerId: me.personId });
    await happen(other, id, commented);
    expect(await sentences(me)).toEqual([]);
    expect(await sentences(engineer(me))).toEqual([`Ben commented on REV-${id}.`]);
  });

  it("has what is said on an open review, however many others were decided since it changed", async () => {
    const id = await addReview({ requesterId: me.personId });
    const later = new Date(NOW.getTime() + 1);
    const decided = { requesterId: me.personId, state: "rejected", updatedAt: later } as const;
    for (let each = 0; each < LATEST; each += 1) await addReview(decided);
    await happen(other, id, commented);
    expect(await sentences(me)).toEqual([`Ben commented on REV-${id}.`]);
  });

  it("has what was decided, however many others are open", async () => {
    const id = await addReview({ requesterId: me.personId, state: "rejected" });
    const later = new Date(NOW.getTime() + 1);
    for (let each = 0; each < LATEST; each += 1) await addReview({ requesterId: me.personId, updatedAt: later });
    await happen(other, id, commented);
    expect(await sentences(me)).toEqual([`Ben commented on REV-${id}.`]);
  });

  it("has what the system did", async () => {
    const id = await addReview({ requesterId: me.personId });
    const finished = { type: "policy-run.finished", data: { runId: 1, revision: 1, verdict: "pass" } } as const;
    await record(systemContext(db()), { ...finished, subject: { kind: "review", id } });
    expect(await sentences(me)).toEqual([`The policy checks of r1 of REV-${id} passed.`]);
  });

  it("keeps feedback to the guardian it is on", async () => {
    const gina = await addGuardian("Gina");
    const id = await addReview({ requesterId: me.personId, guardianId: gina.personId });
    const staff = await addPerson(db(), { name: "Elif" });
    const given = { type: "review.feedback-given", data: { feedbackId: 1, guardianId: gina.personId } } as const;
    await happen(staff, id, given);
    expect(await sentences(me)).toEqual([]);
    expect(await sentences(gina)).toEqual([`Elif gave feedback to Gina on REV-${id}.`]);
  });

  /** So many lines, the last of them of the revision with that number. */
  async function reject(id: number, times: number): Promise<void> {
    for (let revision = 1; revision <= times; revision += 1) {
      await happen(other, id, { type: "review.rejected", data: { revision, digest: "d" } });
    }
  }

  const readAll = async () => seeInbox(context(db(), me), { upTo: (await inbox(me)).items[0]?.id ?? 1 });

  it("lists the latest thirty of what was read, the newest first", async () => {
    const id = await addReview({ requesterId: me.personId });
    await reject(id, LATEST + 2);
    await readAll();
    const found = await sentences(me);
    expect(found).toHaveLength(LATEST);
    expect(found[0]).toBe(`Ben rejected r${LATEST + 2} of REV-${id}.`);
  });

  it("shows all that is new before it is read, a mention under forty other lines among it", async () => {
    const id = await addReview({ requesterId: me.personId });
    await happen(other, id, { type: "review.commented", data: { commentId: 1, toIds: [me.personId] } });
    await reject(id, LATEST + 10);
    const { unread, items, more } = await inbox(me);
    expect([unread, items.length, more]).toEqual([LATEST + 11, LATEST + 11, false]);
    expect(items.at(-1)).toMatchObject({ sentence: `Ben mentioned you in REV-${id}.`, unread: true });
    await readAll();
    expect(await inbox(me)).toMatchObject({ unread: 0, more: false });
  });

  it("says that more is new than it looks at", async () => {
    const id = await addReview({ requesterId: me.personId });
    await reject(id, LOOKED_AT + 1);
    expect(await inbox(me)).toMatchObject({ unread: LOOKED_AT, more: true });
    await readAll();
    expect((await inbox(me)).more).toBe(false);
  });

  it("keeps as new what was not shown, and nothing else", async () => {
    const id = await addReview({ requesterId: me.personId });
    await happen(other, id, commented);
    const [shown] = (await inbox(me)).items;
    await happen(other, id, commented);
    await seeInbox(context(db(), me), { upTo: shown?.id ?? 0 });
    expect((await inbox(me)).items.map(({ unread }) => unread)).toEqual([true, false]);
    const [newest] = (await inbox(me)).items;
    await seeInbox(context(db(), me), { upTo: newest?.id ?? 0 });
    await seeInbox(context(db(), me), { upTo: shown?.id ?? 0 });
    expect((await inbox(me)).unread).toBe(0);
    const [row] = await db().select().from(people).where(eq(people.id, other.personId));
    expect(row?.inboxSeenId).toBeNull();
    await expect(seeInbox(context(db(), me), wrong({ upTo: "all" }))).rejects.toBeInstanceOf(Invalid);
  });

  it("is never seen further than to the last event there is", async () => {
    await seeInbox(context(db(), me), { upTo: 2_147_483_647 });
    const id = await addReview({ requesterId: me.personId });
    await happen(other, id, commented);
    expect((await inbox(me)).unread).toBe(1);
  });

  describe("tells by name", () => {
    const told = async (actor: PersonActor) => (await inbox(actor)).items.map(({ sentence, href }) => [sentence, href]);
    let teamId: number;
    let manager: PersonActor;

    beforeEach(async () => {
      teamId = await addTeam(db(), { name: "Payments" });
      manager = await addPerson(db(), { name: "Mia", roles: ["program_manager"] });
    });

    it("who is mentioned, as far as they may see the review", async () => {
      const id = await addReview({ requesterId: other.personId });
      const stranger = await addPerson(db(), { name: "Sol" });
      await commentOnReview(context(db(), other), id, { body: "Ana, what do you think?", mentions: [me.personId] });
      expect(await told(me)).toEqual([[`Ben mentioned you in REV-${id}.`, `/reviews/REV-${id}#discussion`]]);
      const engineer = await addPerson(db(), { name: "Enzo", roles: ["security_engineer"] });
      await happen(engineer, id, { type: "review.commented", data: { commentId: 2, toIds: [stranger.personId] } });
      expect(await told(stranger)).toEqual([]);
    });

    it("who has a condition to keep", async () => {
      const cast = await addCast(db());
      const { id, sequence } = await claimed(cast);
      const conditions = [conditionOf(cast, { ownerId: cast.colleague.actor.personId })];
      await approveReview(cast.engineer, id, { sequence, conditions });
      const sentence = `Enzo Engineer approved REV-${id} with conditions, including one for you to meet.`;
      expect((await told(cast.colleague.actor))[0]).toEqual([sentence, `/reviews/REV-${id}`]);
      expect((await told(cast.requester.actor))[0]).toEqual([
        `Enzo Engineer approved r1 of REV-${id} with 1 condition.`,
        `/reviews/REV-${id}`,
      ]);
    });

    it("who reviews, where a condition is said to be kept", async () => {
      const cast = await addCast(db());
      const { id, sequence } = await approvedWithConditions(cast);
      await keepCondition({ ...cast.requester, requestId: "the keeping" }, id, 1, {
        sequence,
        note: "The old key is disabled",
      });
      const said = [`Rita Requester marked a condition of REV-${id} as met.`, `/reviews/REV-${id}#decisions`];
      expect((await told(cast.engineer.actor))[0]).toEqual(said);
      expect((await told(cast.requester.actor))[0]).not.toEqual(said);
      expect(await told(cast.second.actor)).toEqual([]);
    });

    it("who has a finding to fix, and when it is opened again", async () => {
      const cast = await addCast(db());
      const { id, sequence } = await claimed(cast);
      const ownerId = cast.colleague.actor.personId;
      const raised = await raiseFinding({ ...cast.engineer, requestId: "the raising" }, id, {
        title: "Open bucket",
        severity: "high",
        blocking: true,
        ownerId,
        sequence,
      });
      const href = `/reviews/REV-${id}#findings`;
      const yours = `Enzo Engineer raised a blocking finding (high) on REV-${id} and made you its owner.`;
      expect((await told(cast.colleague.actor))[0]).toEqual([yours, href]);
      expect((await told(cast.requester.actor))[0]).toEqual([
        `Enzo Engineer raised a blocking finding (high) on REV-${id}.`,
        href,
      ]);
      const { findingId } = raised;
      const answered = await answerFinding(cast.colleague, id, findingId, {
        sequence: raised.sequence,
        answer: "Scoped to one bucket",
        state: "fixed",
      });
      const wanted = { sequence: answered.sequence, state: "open", reason: "The bucket is still public" } as const;
      await settleFinding({ ...cast.engineer, requestId: "the settling" }, id, findingId, wanted);
      const back = `Enzo Engineer reopened your finding on REV-${id}.`;
      expect((await told(cast.colleague.actor))[0]).toEqual([back, href]);
    });

    it("who is nominated, and the manager whose consent is asked", async () => {
      const nominee = await addPerson(db(), { name: "Nia", teamId });
      await db().update(people).set({ managerId: me.personId }).where(eq(people.id, nominee.personId));
      await nominate(context(db(), other), { personId: nominee.personId, teamId, rationale: "Asks good questions" });
      expect(await told(nominee)).toEqual([
        ["Ben nominated you as guardian of Payments.", `/guardians/${nominee.personId}`],
      ]);
      expect((await told(me))[0]?.[0]).toBe("Ben nominated Nia as guardian of Payments: your consent is needed.");
      expect(await told(other)).toEqual([]);
    });

    it("the manager whose consent was asked, once the nomination waits for another's or is settled", async () => {
      const { personId } = await addPerson(db(), { name: "Nia", teamId });
      const managedBy = (managerId: number) => db().update(people).set({ managerId }).where(eq(people.id, personId));
      await managedBy(me.personId);
      await nominate(context(db(), other), { personId, teamId, rationale: "Asks good questions" });
      const toMe = async () => (await told(me))[0]?.[0];
      const [asked, wasAsked] = ["is needed", "was needed"].map(
        (words) => `Ben nominated Nia as guardian of Payments: your consent ${words}.`,
      );
      await managedBy(other.personId);
      expect(await toMe()).toBe(wasAsked);
      await managedBy(me.personId);
      expect(await toMe()).toBe(asked);
      await decline(context(db(), me), { personId, reason: "Not before the launch" });
      expect(await toMe()).toBe(wasAsked);
      const again = context(db(), other, { requestId: "again" });
      await nominate(again, { personId, teamId, rationale: "Asks good questions" });
      expect((await told(me)).map(([sentence]) => sentence)).toEqual([asked, wasAsked]);
    });

    it("whose guardianship others move, in words of what it means to them", async () => {
      const nominee = await addPerson(db(), { name: "Nia", teamId });
      const { personId } = nominee;
      const self = context(db(), nominee);
      const by = context(db(), manager);
      await nominate(self, { personId, teamId, rationale: "Asks good questions" });
      await consent(by, { personId });
      await startTraining(self, { personId });
      await pause(by, { personId, reason: "Parental leave" });
      await resume(by, { personId });
      await leave(by, { personId, reasonCode: "new_role", reason: "Moved to sales" });
      const href = `/guardians/${personId}`;
      expect(await told(nominee)).toEqual([
        ["Mia ended your guardianship.", href],
        ["Mia resumed your guardianship. You are an active guardian again.", href],
        ["Mia paused your guardianship. Until it resumes, you cannot act as a guardian on reviews.", href],
        ["You hold every required course and are now an active guardian.", href],
        ["Mia consented to your nomination. You can start your training.", href],
      ]);
    });

    it.each([
      ["nominated", []],
      ["consented", [consent]],
      ["in training", [consent, startTraining]],
    ])("who is %s, and becomes no guardian", async (_, moves) => {
      const nominee = await addPerson(db(), { name: "Nia", teamId });
      const { personId } = nominee;
      const by = context(db(), manager);
      await db()
        .insert(courses)
        .values({ code: "TM-101", title: "Threats", minutes: 60, required: true, createdAt: NOW });
      await nominate(context(db(), nominee), { personId, teamId, rationale: "Asks good questions" });
      for (const move of moves) await move(by, { personId });
      await leave(by, { personId, reasonCode: "no_time", reason: "Another year" });
      expect((await told(nominee))[0]).toEqual(["Mia ended your nomination.", `/guardians/${personId}`]);
    });

    it("whose nomination is declined, and who nominated them", async () => {
      const nominee = await addPerson(db(), { name: "Nia", teamId });
      const { personId } = nominee;
      await nominate(context(db(), other), { personId, teamId, rationale: "Asks good questions" });
      await decline(context(db(), manager), { personId, reason: "Not before the launch" });
      const href = `/guardians/${personId}`;
      expect((await told(nominee))[0]).toEqual(["Mia declined your nomination.", href]);
      expect(await told(other)).toEqual([["Mia declined the nomination of Nia.", href]]);
    });

    it("whose training others start", async () => {
      const nominee = await addPerson(db(), { name: "Nia", teamId });
      const { personId } = nominee;
      const row = { code: "TM-101", title: "Threat modelling", minutes: 60, required: true, createdAt: NOW };
      await db().insert(courses).values(row);
      await nominate(context(db(), nominee), { personId, teamId, rationale: "Asks good questions" });
      await consent(context(db(), manager), { personId });
      await startTraining(context(db(), manager), { personId });
      const sentence = "Mia started your training. Complete the required courses to become an active guardian.";
      expect((await told(nominee))[0]).toEqual([sentence, `/guardians/${personId}`]);
    });

    it("whose course falls due, once", async () => {
      const guardian = await addPerson(db(), { name: "Gus", teamId, guardian: true });
      const [course] = await db()
        .insert(courses)
        .values({
          code: "TM-101",
          title: "Threat modelling",
          minutes: 60,
          required: true,
          validMonths: 12,
          createdAt: NOW,
        })
        .returning();
      const done = { personId: guardian.personId, courseId: course?.id ?? 0, createdAt: NOW };
      await db()
        .insert(completions)
        .values({ ...done, completedOn: "2025-11-26", expiresOn: "2026-11-26" });
      expect(await announceCourses(at(systemContext(db()), "2026-11-26T23:00:00Z"))).toBe(0);
      const nextDay = at(systemContext(db()), "2026-11-27T00:00:00Z");
      expect(await announceCourses(nextDay)).toBe(1);
      expect(await announceCourses(nextDay)).toBe(0);
      expect(await told(guardian)).toEqual([
        ["Threat modelling is due again: your completion has expired.", `/training/${course?.id}`],
      ]);
      await expect(announceCourses(context(db(), manager))).rejects.toBeInstanceOf(Forbidden);
    });

    it("of two completions that end on the same day only of one", async () => {
      const guardian = await addPerson(db(), { teamId, guardian: true });
      const row = { code: "TM-101", title: "Threat modelling", minutes: 60, required: true, createdAt: NOW };
      const [course] = await db().insert(courses).values(row).returning();
      const done = { personId: guardian.personId, courseId: course?.id ?? 0, expiresOn: "2026-02-28", createdAt: NOW };
      await db()
        .insert(completions)
        .values([
          { ...done, completedOn: "2026-01-30" },
          { ...done, completedOn: "2026-01-31" },
        ]);
      expect(await announceCourses(systemContext(db()))).toBe(1);
      expect(await announceCourses(systemContext(db()))).toBe(0);
    });

    it("nobody of a course that was renewed, is not required, or that they need no longer hold", async () => {
      const expired = { completedOn: "2025-11-01", expiresOn: "2026-11-01", createdAt: NOW };
      const of = async (personId: number, required: boolean) => {
        const row = { code: `C-${required}-${personId}`, title: "Course", minutes: 10, required, createdAt: NOW };
        const [course] = await db().insert(courses).values(row).returning();
        await db()
          .insert(completions)
          .values({ ...expired, personId, courseId: course?.id ?? 0 });
        return course?.id ?? 0;
      };
      const guardian = await addPerson(db(), { name: "Gus", teamId, guardian: true });
      await of(guardian.personId, false);
      await of(other.personId, true);
      const courseId = await of(guardian.personId, true);
      const renewal = { ...expired, completedOn: "2026-10-20", expiresOn: "2027-10-20" };
      await db()
        .insert(completions)
        .values({ ...renewal, personId: guardian.personId, courseId });
      expect(await announceCourses(systemContext(db()))).toBe(0);
    });

    it("whose belt is awarded or revoked", async () => {
      const event = {
        type: "belt.awarded",
        data: { awardId: 1, personId: me.personId, belt: "yellow", criteriaVersion: 1, toIds: [me.personId] },
      } as const;
      const subject = { kind: "person", id: me.personId } as const;
      await record(context(db(), manager), { ...event, subject });
      const revoked = {
        type: "belt.revoked",
        data: { awardId: 1, personId: me.personId, belt: "yellow", toIds: [me.personId] },
      } as const;
      await record(context(db(), manager), { ...revoked, subject });
      expect((await told(me)).map(([sentence]) => sentence)).toEqual([
        "Mia revoked your yellow belt.",
        "Mia awarded you the yellow belt.",
      ]);
    });
  });
});
