import { eq, inArray } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { Db } from "#db/client.ts";
import {
  activities,
  beltAwards,
  beltCriteria,
  completions,
  courses,
  events,
  guardianMoves,
  guardianships,
  identities,
  memberships,
  newsletters,
  people,
  program,
  reviewConditions,
  reviewDecisions,
  reviewFeedback,
  reviewStates,
  reviews,
  sessions,
} from "#db/schema/index.ts";
import { identifyPerson } from "#lib/auth/identify-person.ts";
import { evidenceOf } from "#lib/belts/evidence.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Forbidden, Invalid, NotFound, Unavailable } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { sealEvents } from "#lib/events/seal-events.ts";
import { timeline } from "#lib/events/timeline.ts";
import { verifySeals } from "#lib/events/verify-seals.ts";
import { metricsOf } from "#lib/metrics/metrics-of.ts";
import { draftNewsletter } from "#lib/newsletters/draft-newsletter.ts";
import { editNewsletter } from "#lib/newsletters/edit-newsletter.ts";
import { newsletterPage } from "#lib/newsletters/queries.ts";
import { addPerson } from "#lib/people/add-person.ts";
import { countOverdueErasures } from "#lib/people/count-overdue-erasures.ts";
import { deactivatePerson } from "#lib/people/deactivate-person.ts";
import { editPerson } from "#lib/people/edit-person.ts";
import { eraseLeavers } from "#lib/people/erase-leavers.ts";
import { erasePerson } from "#lib/people/erase-person.ts";
import { linkIdentity } from "#lib/people/link-identity.ts";
import { PRIVATE_TEXTS } from "#lib/people/private-texts.ts";
import { peopleAndRoles, personProfile } from "#lib/people/queries.ts";
import { revokeRole } from "#lib/people/revoke-role.ts";
import { editProgram } from "#lib/program/edit-program.ts";
import { openProgramReview } from "#lib/program-reviews/open-program-review.ts";
import { programReview } from "#lib/program-reviews/queries.ts";
import { recordAttendance } from "#lib/program-reviews/record-attendance.ts";
import { recordDecision } from "#lib/program-reviews/record-decision.ts";
import { settleFollowUp } from "#lib/program-reviews/settle-follow-up.ts";
import { addressOfErased, ERASED, pseudonymOf } from "#lib/pseudonym.ts";
import { commentOnReview } from "#lib/reviews/asks/comment-on-review.ts";
import { commentsOf } from "#lib/reviews/asks/comments-of.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { assignGuardian } from "#lib/reviews/involvement/assign-guardian.ts";
import { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";
import { releaseReview } from "#lib/reviews/lifecycle/release-review.ts";
import { reopenReview } from "#lib/reviews/lifecycle/reopen-review.ts";
import { at, context, NOW, systemContext } from "#tests/support/actors.ts";
import { addFinding, addSubmitted } from "#tests/support/cohort.ts";
import { useTestDatabase } from "#tests/support/database.ts";
import { everyRow } from "#tests/support/every-row.ts";
import { overlapped } from "#tests/support/overlapped.ts";
import * as rows from "#tests/support/people.ts";
import { beginCover, recorded, recordedTypes } from "#tests/support/recorded.ts";
import { addCast, approved, type Cast, drafted, type PersonContext, submitted } from "#tests/support/reviews.ts";
import { wrong } from "#tests/support/wrong.ts";

const LEAVER = { name: "Lena O'Leaver", email: "lena.leaver@corp.example" };
const IDENTITY = { issuer: "https://login.example", subject: "lena-at-login" };
/** Written into everything private to the leaver. */
const PRIVATE = `private: ${LEAVER.name}, ${LEAVER.email}`;

describe("erasing a person who has left", () => {
  const opened = useTestDatabase();
  const db = () => opened().db;
  let cast: Cast;
  let leaver: PersonContext;
  let personId: number;
  beforeEach(async () => {
    cast = await addCast(db());
    const parts = { ...LEAVER, teamId: cast.teamId, guardian: true, roles: ["security_engineer"] } as const;
    leaver = context(db(), await rows.addPerson(db(), { ...parts, managerId: cast.manager.actor.personId }));
    personId = leaver.actor.personId;
  });

  const erase = (ctx: Context = cast.admin) => erasePerson(ctx, { personId });
  const leave = () => deactivatePerson(cast.admin, { personId });

  /** What the program knows about someone outside reviews. */
  async function addFacts() {
    await db()
      .insert(identities)
      .values({ ...IDENTITY, personId, createdAt: NOW });
    const times = { createdAt: NOW, lastSeenAt: NOW, expiresAt: NOW };
    await db()
      .insert(sessions)
      .values({ idHash: "lena-session", personId, provider: "lena-provider", ...times });
    await db().update(guardianships).set({ rationale: PRIVATE }).where(eq(guardianships.personId, personId));
    const [own] = await db().select().from(guardianships).where(eq(guardianships.personId, personId));
    const move = { guardianshipId: own?.id ?? 0, toState: "paused", at: NOW, reason: PRIVATE } as const;
    await db()
      .insert(guardianMoves)
      .values([move, { ...move, reason: "" }]);
    await db()
      .insert(beltCriteria)
      .values({ version: 1, criteria: {} as never, publishedAt: NOW });
    const award = { personId, belt: "white", criteriaVersion: 1, evidence: {}, note: PRIVATE } as const;
    const awarded = { awardedById: cast.manager.actor.personId, awardedAt: NOW };
    await db()
      .insert(beltAwards)
      .values([
        { ...award, ...awarded },
        { ...award, ...awarded, revokedAt: NOW, revokedReason: PRIVATE },
      ]);
    const [course] = await db()
      .insert(courses)
      .values({ code: "TM", title: "Threat modelling", minutes: 60, required: true, createdAt: NOW })
      .returning();
    const done = { personId, courseId: course?.id ?? 0, completedOn: "2026-11-01", createdAt: NOW };
    await db()
      .insert(completions)
      .values({ ...done, evidence: PRIVATE });
    const log = { personId, type: "support", minutes: 30, onDate: "2026-11-20", createdAt: NOW } as const;
    await db()
      .insert(activities)
      .values([{ ...log, note: PRIVATE }, log]);
  }

  /** Reviews that the leaver guarded, claimed and spoke in. */
  async function addReviews() {
    const { id } = await approved(cast);
    const rating = { scope: 3, threats: 2, mitigations: 3, validation: 2 };
    const words = { sentence: PRIVATE, answer: PRIVATE, createdAt: NOW };
    const about = { reviewId: id, guardianId: personId, byId: cast.engineer.actor.personId };
    await db()
      .insert(reviewFeedback)
      .values([
        { ...about, ...rating, ...words, cycle: 1 },
        { ...about, cycle: 2, declinedReason: PRIVATE, createdAt: NOW },
      ]);
    const [decision] = await db().select().from(reviewDecisions);
    const condition = { reviewId: id, decisionId: decision?.id ?? 0, text: "Rotate the key" };
    const due = { when: "before_launch", ownerId: personId, dueOn: "2026-11-01" } as const;
    await db()
      .insert(reviewConditions)
      .values({ ...condition, ...due });
    // A condition is owed while the approval that made it stands.
    await db().update(reviews).set({ state: "approved_with_conditions" }).where(eq(reviews.id, id));
    const open = await submitted(cast, { guardianId: personId });
    // Whoever belongs to the team that asks cannot claim: they have joined it since.
    const joins = (fromOn: string) =>
      db().update(memberships).set({ fromOn }).where(eq(memberships.personId, personId));
    await joins("2999-01-01");
    // Nor can who guards it: they do again once they have given it back.
    const guard = (guardianId: number | null, sequence: number) =>
      assignGuardian(cast.requester, open.id, { guardianId, sequence });
    const free = await guard(null, open.sequence);
    const claimed = await claimReview(leaver, open.id, { sequence: free.sequence, conflict: PRIVATE });
    const back = await releaseReview(leaver, open.id, { sequence: claimed.sequence, reason: PRIVATE });
    await joins("2026-01-01");
    await guard(personId, back.sequence);
    const body = `Thanks @${LEAVER.name}! See ${LEAVER.email}, or ask ${LEAVER.name.toUpperCase()}.`;
    const mentions = [personId];
    await commentOnReview(cast.requester, open.id, { body, mentions });
    await commentOnReview(leaver, open.id, { body: "I have read it." });
    return { approvedId: id, openId: open.id };
  }

  async function addLetter() {
    const organisationId = (await db().query.teams.findFirst({ where: (team, { eq }) => eq(team.id, cast.teamId) }))
      ?.organisationId as number;
    await db().update(guardianships).set({ activeAt: NOW }).where(eq(guardianships.personId, personId));
    const decided = {
      submitted: "2026-10-05T00:00:00Z",
      decided: "2026-10-20T00:00:00Z",
      teamId: cast.teamId,
      serviceId: cast.serviceId,
    };
    const reviewId = await addSubmitted(db(), { ...decided, guardianAtSubmitId: personId });
    await addFinding(db(), reviewId, { at: "2026-10-06T00:00:00Z", raisedById: personId, finder: "guardian" });
    const { id } = await draftNewsletter(cast.manager, { organisationId, quarter: "2026-Q4" });
    const words = `${LEAVER.name} left.`;
    await editNewsletter(cast.manager, id, { changed: words, atRisk: `Without ${words}`, ask: "Find another one." });
    return id;
  }

  /** The leaver attended, owns a follow-up that was dropped, and is named in words. */
  async function addProgramReview() {
    const quarter = "2026-Q3";
    await openProgramReview(cast.manager, { quarter, heldOn: "2026-10-08" });
    await recordAttendance(cast.manager, quarter, { personId, said: PRIVATE });
    const other = { personId: cast.engineer.actor.personId, said: `I ask ${LEAVER.name} first.` };
    await recordAttendance(cast.manager, quarter, other);
    const text = `${LEAVER.name} asks two teams.`;
    const { id } = await recordDecision(cast.manager, quarter, { text, ownerId: personId, dueOn: "2026-12-10" });
    await settleFollowUp(cast.manager, quarter, id, { as: "dropped", reason: `${LEAVER.name} leaves.` });
    return quarter;
  }

  it("S50 leaves their name, address and what is private to them in no table, the events included", async () => {
    await addFacts();
    const { openId } = await addReviews();
    await db().update(program).set({ sponsor: LEAVER.name.toUpperCase() });
    const letterId = await addLetter();
    const quarter = await addProgramReview();
    const { snapshot } = await newsletterPage(cast.manager, letterId);
    for (const { column } of PRIVATE_TEXTS) {
      const planted = await db().select({ text: column }).from(column.table).where(eq(column, PRIVATE));
      expect(planted.length, column.name).toBeGreaterThan(0);
    }
    expect(snapshot.guardians.map(({ name }) => name)).toContain(LEAVER.name);
    expect(snapshot.belts).toMatchObject([{ person: LEAVER.name }]);
    expect(snapshot.joiners).toContain(LEAVER.name);
    expect(snapshot.overdueConditions).toMatchObject([{ owner: LEAVER.name }]);
    await leave();
    await erase();
    const kept = (await everyRow(db())).toLowerCase();
    for (const word of [LEAVER.name, LEAVER.email, "lena", "leaver@", "private:"])
      expect(kept).not.toContain(word.toLowerCase());
    expect(kept).toContain(`thanks former member ${personId}! see former member ${personId}, or ask`);
    expect(kept).toContain(`without former member ${personId} left.`);
    expect(await programReview(cast.auditor, quarter)).toMatchObject({
      attendance: expect.arrayContaining([
        expect.objectContaining({ person: { id: personId, name: `Former member ${personId}` }, said: "(erased)" }),
        expect.objectContaining({ said: `I ask Former member ${personId} first.` }),
      ]),
      decided: [
        {
          text: `Former member ${personId} asks two teams.`,
          owner: { name: `Former member ${personId}` },
          settleReason: `Former member ${personId} leaves.`,
        },
      ],
    });
    expect((await commentsOf(cast.auditor, openId)).map(({ author, body }) => [author?.name, body])).toContainEqual([
      `Former member ${personId}`,
      "I have read it.",
    ]);
  });

  it("S50 leaves a name and an address that they had before in no table either", async () => {
    await addReviews();
    await db().update(program).set({ sponsor: LEAVER.name });
    await addLetter();
    await addProgramReview();
    await editPerson(cast.admin, { personId, name: "Lena O'Newname" });
    await editPerson(cast.admin, { personId, email: "lena.newname@corp.example" });
    const renamed = (await everyRow(db())).toLowerCase();
    expect(renamed).toContain(`thanks @${LEAVER.name.toLowerCase()}! see ${LEAVER.email}`);
    await leave();
    await erase();
    const kept = (await everyRow(db())).toLowerCase();
    for (const word of ["lena", "leaver@", "newname"]) expect(kept).not.toContain(word);
    expect(kept).toContain(`thanks former member ${personId}! see former member ${personId}, or ask`);
  });

  it("leaves to others a name and an address that are theirs now, each by itself", async () => {
    const former = { name: "Anna Alt", email: "anna.alt@corp.example" };
    await db().update(people).set(former).where(eq(people.id, personId));
    const letterId = await addLetter();
    await editPerson(cast.admin, { personId, ...LEAVER });
    const { id } = await drafted(cast);
    const comment = async (body: string) => void (await commentOnReview(cast.requester, id, { body }));
    await addPerson(cast.admin, { name: "ANNA ALT", email: "anna@corp.example" });
    await comment(`Ask Anna Alt, once ${former.email}, not ${LEAVER.name}.`);
    await leave();
    await erase();
    const bodies = async () => (await commentsOf(cast.requester, id)).map(({ body }) => body);
    const gone = `Former member ${personId}`;
    expect(await bodies()).toEqual([`Ask Anna Alt, once ${gone}, not ${gone}.`]);
    const { snapshot } = await newsletterPage(cast.manager, letterId);
    expect(snapshot.guardians).toContainEqual(expect.objectContaining({ id: personId, name: gone }));
  });

  it("leaves to another of the same name what may mean them, until that one is erased too", async () => {
    const { id } = await drafted(cast);
    const other = (await addPerson(cast.admin, { name: LEAVER.name.toUpperCase(), email: "lena@corp.example" })).id;
    const sponsor = `${LEAVER.name}, CISO`;
    await db().update(program).set({ sponsor });
    await commentOnReview(cast.requester, id, { body: `Ask ${LEAVER.name}, not ${LEAVER.email}.` });
    const letterId = await addLetter();
    const gone = `Former member ${personId}`;
    const bodies = async () => (await commentsOf(cast.requester, id)).map(({ body }) => body);
    await leave();
    await erase();
    expect(await bodies()).toEqual([`Ask ${LEAVER.name}, not ${gone}.`]);
    expect((await db().select().from(program))[0]?.sponsor).toBe(sponsor);
    const { snapshot } = await newsletterPage(cast.manager, letterId);
    expect(snapshot.guardians).toContainEqual(expect.objectContaining({ id: personId, name: gone }));
    expect(snapshot.joiners).toContain(LEAVER.name);
    await deactivatePerson(cast.admin, { personId: other });
    await erasePerson(cast.admin, { personId: other });
    expect(await bodies()).toEqual([`Ask Former member ${other}, not ${gone}.`]);
    expect((await db().select().from(program))[0]?.sponsor).toBe("");
    expect((await newsletterPage(cast.manager, letterId)).snapshot.joiners).not.toContain(LEAVER.name);
  });

  it("leaves to others an address that is theirs now, and takes the name", async () => {
    const { id } = await drafted(cast);
    await editPerson(cast.admin, { personId, name: "Nadia Newname", email: "nadia@corp.example" });
    await addPerson(cast.admin, { name: "Otto Other", email: LEAVER.email });
    await commentOnReview(cast.requester, id, { body: `${LEAVER.name} had ${LEAVER.email}.` });
    await leave();
    await erase();
    const comments = await commentsOf(cast.requester, id);
    expect(comments).toMatchObject([{ body: `Former member ${personId} had ${LEAVER.email}.` }]);
  });

  it("leaves to others a name and an address that hold those of the leaver", async () => {
    const mary = { name: `Mary ${LEAVER.name} Jones`, email: `mary.${LEAVER.email}`, teamId: cast.teamId };
    const { personId: other } = await rows.addPerson(db(), mary);
    const { id } = await submitted(cast);
    const kept = `@${mary.name} accepted it (${mary.email}).`;
    await commentOnReview(cast.requester, id, { body: kept, mentions: [other] });
    const apart = `${LEAVER.name.replace(" ", "\n")} did not.`;
    await commentOnReview(cast.requester, id, { body: apart });
    await db().update(program).set({ sponsor: mary.name });
    await leave();
    await erase();
    const comments = await commentsOf(cast.engineer, id);
    expect(comments.map(({ body }) => body)).toEqual([kept, `${pseudonymOf(personId)} did not.`]);
    expect(await db().select({ sponsor: program.sponsor }).from(program)).toEqual([{ sponsor: mary.name }]);
  });

  it("keeps why a review was opened again, where the leaver could not review it any more", async () => {
    const { id, sequence } = await approved(cast);
    const { personId: engineer } = cast.engineer.actor;
    await revokeRole(cast.admin, { personId: engineer, role: "security_engineer" });
    await reopenReview(cast.requester, id, { sequence, reason: "An endpoint is public now" });
    await deactivatePerson(cast.admin, { personId: engineer });
    await erasePerson(cast.admin, { personId: engineer });
    const { states } = await reviewDetail(cast.manager, id);
    expect(states.slice(-2).map(({ reason }) => reason)).toEqual(["An endpoint is public now", ERASED]);
  });

  it("S50 has nothing to erase from events: they hold no name while the person is here", async () => {
    await addFacts();
    await addReviews();
    await addLetter();
    await addProgramReview();
    await leave();
    await erase();
    const all = JSON.stringify(await db().select().from(events)).toLowerCase();
    expect(all).not.toMatch(/lena|leaver/);
    expect((await recordedTypes(db())).length).toBeGreaterThan(10);
    await beginCover(db());
    await sealEvents(systemContext(db()));
    expect(await verifySeals(cast.auditor)).toMatchObject({ found: "whole", unsealed: 0 });
  });

  it("leaves every number as it was, and every figure of a letter", async () => {
    await addFacts();
    await addReviews();
    const letterId = await addLetter();
    await leave();
    const numbers = async () => ({
      metrics: await metricsOf(cast.manager, { quarter: "2026-Q4" }),
      evidence: await evidenceOf(cast.manager, personId),
    });
    const before = await numbers();
    const letter = await newsletterPage(cast.manager, letterId);
    await erase();
    expect(await numbers()).toEqual(before);
    const after = await newsletterPage(cast.manager, letterId);
    const named = JSON.stringify(letter.snapshot).replaceAll(LEAVER.name, `Former member ${personId}`);
    expect(after.snapshot).toEqual(JSON.parse(named));
    expect(after.snapshotId).not.toBe(letter.snapshotId);
    expect(after.snapshotId).toMatch(/^[0-9a-f]{64}$/);
    expect(after.asOf).toBe(letter.asOf);
  });

  it.each([
    [LEAVER.name, ""],
    [`${LEAVER.name}, CISO`, ""],
    [`CISO: ${LEAVER.name.toLowerCase()} (${LEAVER.email})`, ""],
    [`The office of ${LEAVER.email}`, ""],
    [`${LEAVER.name}son, CISO`, `${LEAVER.name}son, CISO`],
    ["Cora Chief, CISO", "Cora Chief, CISO"],
  ])("S50 empties the sponsor of the program where it names them: %s", async (sponsor, left) => {
    await db().update(program).set({ sponsor });
    await leave();
    await erase();
    expect((await db().select().from(program))[0]?.sponsor).toBe(left);
  });

  it("leaves letters, comments and settings that do not name them as they are", async () => {
    const letterId = await addLetter();
    const other = (await rows.addPerson(db(), { name: "Lena O'Leaverson", email: "other@example.com" })).personId;
    await deactivatePerson(cast.admin, { personId: other });
    const { id } = await drafted(cast);
    await commentOnReview(cast.requester, id, { body: `Ask ${LEAVER.name}` });
    await db().update(program).set({ sponsor: LEAVER.name });
    const [before] = await db().select().from(newsletters);
    await erasePerson(cast.admin, { personId: other });
    const [after] = await db().select().from(newsletters).where(eq(newsletters.id, letterId));
    expect(after).toEqual(before);
    expect(await commentsOf(cast.requester, id)).toMatchObject([{ body: `Ask ${LEAVER.name}` }]);
    expect((await db().select().from(program))[0]?.sponsor).toBe(LEAVER.name);
  });

  it("takes the name out of what someone writes meanwhile, and leaves the rest of it", async () => {
    const letterId = await addLetter();
    await leave();
    const changed = `Rewritten, thanks to ${LEAVER.name}.`;
    await overlapped(opened(), cast.manager, (ctx) => editNewsletter(ctx, letterId, { changed }), erase);
    const letter = await newsletterPage(cast.manager, letterId);
    expect(letter.changed).toBe(`Rewritten, thanks to Former member ${personId}.`);
  });

  it("keeps that something was written where rules count it, and what others wrote about others", async () => {
    const { openId } = await addReviews();
    await addFacts();
    await leave();
    await erase();
    const moves = await db().select().from(guardianMoves).orderBy(guardianMoves.id);
    expect(moves.map(({ reason }) => reason)).toEqual(["(erased)", "", "(erased)"]);
    expect((await db().select().from(completions)).map(({ evidence }) => evidence)).toEqual(["(erased)"]);
    const ratings = await db().select().from(reviewFeedback).orderBy(reviewFeedback.id);
    expect(ratings).toMatchObject([
      { scope: 3, sentence: "(erased)", declinedReason: null, answer: "(erased)" },
      { scope: null, sentence: "", declinedReason: "(erased)", answer: null },
    ]);
    const states = await db().select().from(reviewStates).where(eq(reviewStates.reviewId, openId));
    expect(states.map(({ reason }) => reason).filter(Boolean)).toEqual(["(erased)"]);
    const [gus] = await db()
      .select()
      .from(guardianships)
      .where(eq(guardianships.personId, cast.guardian.actor.personId));
    expect(gus?.rationale).toBe("Knows the services well");
  });

  it("names the pseudonym wherever the product says who did something, and gives no address to anybody", async () => {
    const name = `Former member ${personId}`;
    await leave();
    expect(await erase()).toEqual({ id: personId, name, erasedAt: NOW });
    expect((await recorded(db())).at(-1)).toEqual({
      type: "person.erased",
      subject: ["person", personId],
      data: { personId },
    });
    expect((await timeline(cast.admin, { kind: "person", id: personId })).items[0]?.sentence).toBe(
      `Ada Admin erased the name of ${name}.`,
    );
    expect(await personProfile(cast.admin, personId)).toMatchObject({ name, email: null, manager: null });
    const found = await peopleAndRoles(cast.admin, { q: name });
    expect(found.items).toMatchObject([{ name, email: null, erasedAt: NOW }]);
    expect((await db().select().from(people).where(eq(people.id, personId)))[0]?.deactivatedAt).toEqual(NOW);
  });

  it("lets someone with the same address and identity in as a new person", async () => {
    await addFacts();
    await leave();
    await erase();
    expect(await identifyPerson(db(), IDENTITY, NOW)).toBeNull();
    const again = await addPerson(cast.admin, LEAVER);
    expect(again.id).not.toBe(personId);
    await linkIdentity(cast.admin, { personId: again.id, ...IDENTITY });
    expect(await identifyPerson(db(), IDENTITY, NOW)).toBe(again.id);
    const taken = { name: "Mallory", email: `former-member-${again.id}@erased.invalid` };
    await expect(addPerson(cast.admin, taken)).rejects.toBeInstanceOf(Invalid);
  });

  it("refuses anyone who is here, anyone who is erased, oneself, nobody, and every other role", async () => {
    const refused = async (error: new (...args: never[]) => Error, act: () => Promise<unknown>) => {
      const before = await everyRow(db());
      await expect(act()).rejects.toBeInstanceOf(error);
      expect(await everyRow(db())).toBe(before);
    };
    await refused(Conflict, erase);
    await refused(NotFound, () => erasePerson(cast.admin, { personId: 99_999 }));
    await refused(Invalid, () => erasePerson(cast.admin, wrong({ personId, name: "Nobody" })));
    await refused(Forbidden, () => erasePerson(cast.admin, { personId: cast.admin.actor.personId }));
    await leave();
    for (const ctx of [cast.manager, cast.engineer, cast.auditor, cast.requester, cast.guardian])
      await refused(Forbidden, () => erase(ctx));
    await erase();
    await refused(Conflict, erase);
  });

  describe("after the program's days", () => {
    let own: Db;
    beforeEach(() => {
      // What a process remembers of its rounds is of a database: each test has its own.
      own = Object.create(db());
    });
    const later = (day: string) => systemContext(own, new Date(day));
    const clocks = (day: string) => [later(day), new Date(day)] as const;
    const erasedIds = async () =>
      (await db().select().from(people).orderBy(people.id)).flatMap(({ id, erasedAt }) => (erasedAt ? [id] : []));

    it("is done by the product, once, of those who left long enough ago", async () => {
      await leave();
      await deactivatePerson(at(cast.admin, "2026-12-05T09:00:00Z"), { personId: cast.outsider.actor.personId });
      expect(await eraseLeavers(...clocks("2030-01-01T00:00:00Z"))).toBe(0);
      await editProgram(cast.admin, { eraseAfterDays: 30 });
      expect(await eraseLeavers(...clocks("2026-12-25T08:59:59Z"))).toBe(0);
      expect(await eraseLeavers(...clocks("2026-12-25T09:00:00Z"))).toBe(1);
      expect(await erasedIds()).toEqual([personId]);
      expect(await eraseLeavers(...clocks("2026-12-25T10:00:00Z"))).toBe(0);
      const [last] = (await db().select().from(events).orderBy(events.id)).slice(-1);
      expect(last).toMatchObject({ type: "person.erased", actorKind: "system" });
      await editProgram(cast.admin, { eraseAfterDays: null });
      expect(await eraseLeavers(...clocks("2030-01-01T00:00:00Z"))).toBe(0);
    });

    it("passes over however many cannot be erased, and says who they are", async () => {
      await editProgram(cast.admin, { eraseAfterDays: 30 });
      const leavers: number[] = [];
      for (let n = 1; n <= 42; n += 1) leavers.push((await rows.addPerson(db())).personId);
      await db().update(people).set({ deactivatedAt: NOW }).where(inArray(people.id, leavers));
      // The address that is to be theirs is another's: in the way of each of the first of them.
      const stuck = leavers.slice(0, 21);
      for (const id of stuck) await rows.addPerson(db(), { email: addressOfErased(id) });
      const round = () => eraseLeavers(...clocks("2026-12-25T09:00:00Z"));
      const shown = stuck.slice(0, 20).join(", ");
      await expect(round()).rejects.toThrow(`21 leavers could not be erased: ID ${shown}, …`);
      expect(await erasedIds()).toEqual(leavers.slice(21, 41));
      const again = await round().catch((error: unknown) => error);
      expect(again).toMatchObject({ cause: expect.any(Error) });
      expect(await erasedIds()).toEqual(leavers.slice(21));
    });

    it("tries so many in a round who cannot be erased, and in the next one those after them", async () => {
      await editProgram(cast.admin, { eraseAfterDays: 30 });
      const leavers: number[] = [];
      for (let n = 1; n <= 102; n += 1) leavers.push((await rows.addPerson(db())).personId);
      await db().update(people).set({ deactivatedAt: NOW }).where(inArray(people.id, leavers));
      const [last, stuck] = [leavers.slice(-1), leavers.slice(0, -1)];
      for (const id of stuck) await rows.addPerson(db(), { email: addressOfErased(id) });
      const round = () => eraseLeavers(...clocks("2026-12-25T09:00:00Z"));
      const tried = (numbers: number[]) =>
        `100 leavers could not be erased: ID ${numbers.slice(0, 20).join(", ")}, …. People after ID ${numbers.at(-1)} are tried in the next round.`;
      await expect(round()).rejects.toThrow(tried(stuck.slice(0, 100)));
      expect(await erasedIds()).toEqual([]);
      await expect(round()).rejects.toThrow(tried([...stuck.slice(100), ...stuck.slice(0, 99)]));
      expect(await erasedIds()).toEqual(last);
      await expect(round()).rejects.toThrow(tried([...stuck.slice(99), ...stuck.slice(0, 98)]));
    });

    it("waits while the clocks are apart, and is by the one that is behind", async () => {
      await leave();
      await editProgram(cast.admin, { eraseAfterDays: 30 });
      const [due, before] = [later("2026-12-25T09:00:00Z"), new Date("2026-12-25T08:59:59Z")];
      expect(await eraseLeavers(due, before)).toBe(0);
      expect(await eraseLeavers(at(due, before), due.now)).toBe(0);
      for (const apart of ["2026-12-25T10:00:00Z", "2026-12-25T14:00:00Z"]) {
        const refused = eraseLeavers(at(due, "2026-12-25T12:00:00Z"), new Date(apart));
        await expect(refused).rejects.toThrow(Unavailable);
      }
      expect(await erasedIds()).toEqual([]);
      expect(await eraseLeavers(due, new Date("2026-12-25T10:00:00Z"))).toBe(1);
    });

    it("waits where the clock says that nobody was here for long, until someone is", async () => {
      await leave();
      await editProgram(cast.admin, { eraseAfterDays: 30 });
      await expect(eraseLeavers(...clocks("2027-11-25T09:00:00Z"))).rejects.toThrow(
        "Leavers are not being erased at present. No activity has been recorded since 2026-11-25T09:00:00.000Z, and this server's clock says 2027-11-25T09:00:00.000Z. Check the clock, then sign in.",
      );
      expect(await erasedIds()).toEqual([]);
      const back = at(cast.admin, "2027-11-25T09:05:00Z");
      const data = { personId: back.actor.personId, provider: "oidc" };
      await record(back, { type: "session.started", subject: { kind: "person", id: back.actor.personId }, data });
      expect(await eraseLeavers(...clocks("2027-11-25T10:00:00Z"))).toBe(1);
    });

    it("is the product's alone, and takes a number of days", async () => {
      for (const ctx of [cast.admin, cast.manager]) await expect(eraseLeavers(ctx)).rejects.toBeInstanceOf(Forbidden);
      for (const eraseAfterDays of [0, -1, 1.5, 4_000, "30"])
        await expect(editProgram(cast.admin, wrong({ eraseAfterDays }))).rejects.toBeInstanceOf(Invalid);
    });

    it("S50 is set by an admin alone, as someone is erased by an admin alone", async () => {
      const before = await everyRow(db());
      for (const ctx of [cast.manager, cast.engineer, cast.auditor, cast.requester, cast.guardian])
        await expect(editProgram(ctx, { eraseAfterDays: 30 })).rejects.toBeInstanceOf(Forbidden);
      await expect(editProgram(cast.manager, { name: "Champions", eraseAfterDays: 1 })).rejects.toThrow(
        "Only an admin can set the retention period for leavers.",
      );
      await expect(editProgram(cast.admin, { name: "Champions", eraseAfterDays: 1 })).rejects.toThrow(Forbidden);
      expect(await everyRow(db())).toBe(before);
      await editProgram(cast.admin, { eraseAfterDays: 30 });
      // Whoever edits the rest may send the days as they are.
      expect(await editProgram(cast.manager, { name: "Champions", eraseAfterDays: 30 })).toMatchObject({
        name: "Champions",
        eraseAfterDays: 30,
      });
    });

    it("tells the admin how many are erased at once, by the days that are asked about", async () => {
      await leave();
      await deactivatePerson(at(cast.admin, "2026-12-05T09:00:00Z"), { personId: cast.outsider.actor.personId });
      const due = (day: string, days: number) => countOverdueErasures(at(cast.admin, day), { days });
      expect(await due("2026-12-25T08:59:59Z", 30)).toEqual({ people: 0 });
      expect(await due("2026-12-25T09:00:00Z", 30)).toEqual({ people: 1 });
      expect(await due("2026-12-25T09:00:00Z", 1)).toEqual({ people: 2 });
      await erase();
      expect(await due("2026-12-25T09:00:00Z", 1)).toEqual({ people: 1 });
      await expect(countOverdueErasures(cast.manager, { days: 1 })).rejects.toBeInstanceOf(Forbidden);
      await expect(countOverdueErasures(cast.admin, { days: 0 })).rejects.toBeInstanceOf(Invalid);
    });
  });
});
