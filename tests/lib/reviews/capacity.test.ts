import { describe, expect, it } from "vitest";
import { events, reviewDecisions, reviewImports, reviewStates } from "#db/schema/index.ts";
import { record } from "#lib/events/record.ts";
import { reviewCapacity, wholeCapacity } from "#lib/reviews/queue/capacity.ts";
import { at, context, NOW } from "#tests/support/actors.ts";
import { addSubmitted } from "#tests/support/cohort.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson, addService, addTeam, seedProgram } from "#tests/support/people.ts";

describe("how reviews come in and go out", () => {
  const db = useDatabase();

  it("counts four weeks of submits against first decisions and cancels, as far as the reader sees them", async () => {
    await seedProgram(db());
    const teamId = await addTeam(db());
    const house = { teamId, serviceId: await addService(db(), { teamId }) };
    const [made] = await db()
      .insert(reviewImports)
      .values({ fileName: "past.csv", sha256: "0".repeat(64), rows: 1, acceptedAt: NOW })
      .returning({ id: reviewImports.id });
    const recent = "2026-11-20T09:00:00Z";
    const old = "2026-10-01T09:00:00Z";
    // In and out, in and open, out alone, cancelled after its submit, cancelled as a draft, before the four weeks, and of a file.
    await addSubmitted(db(), { ...house, submitted: recent, decided: "2026-11-21T09:00:00Z" });
    await addSubmitted(db(), { ...house, submitted: recent });
    await addSubmitted(db(), { ...house, submitted: old, decided: recent });
    await addSubmitted(db(), { ...house, submitted: old, state: "cancelled", endedAt: new Date(recent) });
    const draft = { state: "cancelled", firstSubmittedAt: null, endedAt: new Date(recent) } as const;
    await addSubmitted(db(), { ...house, submitted: old, ...draft });
    await addSubmitted(db(), { ...house, submitted: old, decided: "2026-10-02T09:00:00Z" });
    await addSubmitted(db(), { submitted: recent, decided: recent, importId: made?.id, importKey: "row:1" });
    const engineer = context(db(), await addPerson(db(), { roles: ["security_engineer"] }));
    expect(await reviewCapacity(engineer)).toMatchObject({ open: 1, inPerWeek: 0.5, outPerWeek: 0.75 });
    // One that follows a rejected review keeps that one's first submit, and is one more to review.
    const previousReviewId = await addSubmitted(db(), { ...house, submitted: old, decided: old, state: "rejected" });
    const reviewId = await addSubmitted(db(), { ...house, submitted: old, decided: recent, previousReviewId });
    await db()
      .insert(reviewStates)
      .values({ reviewId, state: "submitted", fromAt: new Date(recent) });
    expect(await reviewCapacity(engineer)).toMatchObject({ open: 1, inPerWeek: 0.75, outPerWeek: 1 });
    const stranger = context(db(), await addPerson(db(), { teamId: await addTeam(db()) }));
    expect(await reviewCapacity(stranger)).toMatchObject({ open: 0, inPerWeek: 0, outPerWeek: 0, outlook: "none" });
  });

  it("counts a review that is opened again as one more to review, until it is decided again or cancelled", async () => {
    await seedProgram(db());
    const teamId = await addTeam(db());
    const house = { teamId, serviceId: await addService(db(), { teamId }) };
    const [long, recent, late] = ["2026-10-01T09:00:00Z", "2026-11-20T09:00:00Z", "2026-11-22T09:00:00Z"];
    const engineer = context(db(), await addPerson(db(), { roles: ["security_engineer"] }));
    const reopened = async (at: string, parts: Partial<Parameters<typeof addSubmitted>[1]> = {}) => {
      const reviewId = await addSubmitted(db(), { ...house, submitted: long, decided: long, cycle: 2, ...parts });
      const subject = { subjectKind: "review", subjectId: reviewId, actorKind: "system", requestId: "r" } as const;
      await db()
        .insert(events)
        .values({ ...subject, at: new Date(at), type: "review.reopened", data: { cycle: 2 } });
      return reviewId;
    };
    const decide = (reviewId: number, at: string, cycle: number) =>
      db()
        .insert(reviewDecisions)
        .values({ reviewId, cycle, revision: 1, outcome: "approved", digest: "", seen: {}, decidedAt: new Date(at) });
    const flow = async () => {
      const { open, inPerWeek, outPerWeek } = await reviewCapacity(engineer);
      return [open, 4 * inPerWeek, 4 * outPerWeek];
    };
    await reopened(recent, { state: "in_review" });
    expect(await flow()).toEqual([1, 1, 0]);
    const decided = await reopened(recent);
    await decide(decided, long, 1);
    await decide(decided, late, 2);
    expect(await flow()).toEqual([1, 2, 1]);
    await reopened(recent, { state: "cancelled", endedAt: new Date(late) });
    expect(await flow()).toEqual([1, 3, 2]);
    const before = await reopened(long);
    await decide(before, long, 1);
    await decide(before, long, 2);
    expect(await flow()).toEqual([1, 3, 2]);
  });

  it("is answered from memory until something is recorded, or for a minute", async () => {
    await seedProgram(db());
    const teamId = await addTeam(db());
    const house = { teamId, serviceId: await addService(db(), { teamId }) };
    const engineer = context(db(), await addPerson(db(), { roles: ["security_engineer"] }));
    await addSubmitted(db(), { ...house, submitted: "2026-11-20T09:00:00Z" });
    const open = async (now: string) => (await wholeCapacity(at(engineer, now))).open;
    expect(await open("2026-11-25T09:00:00Z")).toBe(1);
    await addSubmitted(db(), { ...house, submitted: "2026-11-20T09:00:00Z" });
    expect(await open("2026-11-25T09:00:30Z")).toBe(1);
    await record(engineer, { type: "team.added", subject: { kind: "team", id: teamId }, data: { teamId } });
    expect(await open("2026-11-25T09:00:30Z")).toBe(2);
    await addSubmitted(db(), { ...house, submitted: "2026-11-20T09:00:00Z" });
    expect(await open("2026-11-25T09:01:31Z")).toBe(3);
  });
});
