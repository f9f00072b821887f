import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { people } from "#db/schema/index.ts";
import { followUpNeeds } from "#lib/agenda/program-needs.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { inboxFor } from "#lib/notifications/queries.ts";
import { editDecision } from "#lib/program-reviews/edit-decision.ts";
import { openProgramReview } from "#lib/program-reviews/open-program-review.ts";
import { recordDecision } from "#lib/program-reviews/record-decision.ts";
import { removeDecision } from "#lib/program-reviews/remove-decision.ts";
import { settleFollowUp } from "#lib/program-reviews/settle-follow-up.ts";
import { at, context, NOW } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson, seedProgram } from "#tests/support/people.ts";

const Q = "2026-Q3";
type PersonContext = Context & { actor: PersonActor };

describe("a follow-up of a program review", () => {
  const db = useDatabase();
  let manager: PersonContext;
  let owner: PersonContext;

  beforeEach(async () => {
    await seedProgram(db());
    manager = context(db(), await addPerson(db(), { name: "Mia", roles: ["program_manager"] }));
    owner = context(db(), await addPerson(db(), { name: "Olga" }));
    await openProgramReview(manager, { quarter: Q, heldOn: "2026-10-08" });
  });

  const decide = (ownerId: number | null = owner.actor.personId) =>
    recordDecision(manager, Q, { text: "Ask two teams", ownerId, dueOn: ownerId === null ? null : "2026-12-10" });
  const things = async (ctx: PersonContext) => (await followUpNeeds(ctx)).map(({ verb, thing }) => `${verb}: ${thing}`);

  it("stands on the home page of its owner until it is settled, with its day and its review", async () => {
    const { id } = await decide();
    await decide(null);
    expect(await followUpNeeds(owner)).toEqual([
      {
        key: `follow-up-${id}`,
        kind: "follow_up",
        verb: "Complete the follow-up",
        thing: "Ask two teams",
        href: `/program/reviews/2026-Q3#decision-${id}`,
        due: "2026-12-10",
        overdue: false,
        atRisk: false,
        note: "2026 Q3 program review",
      },
    ]);
    expect(await followUpNeeds(manager)).toEqual([]);
    await settleFollowUp(owner, Q, id, { as: "done" });
    expect(await followUpNeeds(owner)).toEqual([]);
  });

  it("is asked about by program managers once it is overdue, and by nobody else", async () => {
    await decide();
    const engineer = context(db(), await addPerson(db(), { roles: ["security_engineer"] }));
    const due = "2026-12-10T23:00:00Z";
    expect([await things(at(manager, due)), await things(at(engineer, due))]).toEqual([[], []]);
    const after = "2026-12-11T09:00:00Z";
    expect(await things(at(manager, after))).toEqual(["Check the follow-up: Ask two teams"]);
    expect(await things(at(engineer, after))).toEqual([]);
    expect(await followUpNeeds(at(owner, after))).toMatchObject([{ overdue: true }]);
  });

  it("is told to its owner: given, changed, settled by another, taken back", async () => {
    const next = context(db(), await addPerson(db(), { name: "Nora" }));
    const { id } = await decide();
    await editDecision(manager, Q, id, { ownerId: next.actor.personId });
    await settleFollowUp(manager, Q, id, { as: "dropped", reason: "Not needed" });
    const told = async (ctx: PersonContext) =>
      (await inboxFor(ctx)).items.map(({ sentence, href }) => [sentence, href]);
    // Who no longer knows of the review is led to the list: its page is not found.
    const list = "/program#reviews";
    const page = "/program/reviews/2026-Q3#decisions";
    const changed = "Mia changed a 2026 Q3 program review follow-up that is, or was, yours.";
    const settled = "Mia marked your 2026 Q3 program review follow-up as dropped.";
    expect(await told(owner)).toEqual([
      [changed, list],
      ["Mia assigned you a 2026 Q3 program review follow-up.", list],
    ]);
    expect(await told(next)).toEqual([
      [settled, page],
      [changed, page],
    ]);
    await removeDecision(manager, Q, { decisionId: id });
    expect(await told(next)).toEqual([
      ["Mia removed your 2026 Q3 program review follow-up.", list],
      [settled, list],
      [changed, list],
    ]);
    expect(await told(manager)).toEqual([]);
  });

  it("is asked about by a program manager at once where its owner has left", async () => {
    await decide();
    await db().update(people).set({ deactivatedAt: NOW }).where(eq(people.id, owner.actor.personId));
    expect(await followUpNeeds(manager)).toMatchObject([
      { verb: "Check the follow-up", overdue: false, note: expect.stringMatching(/, owner has left$/) },
    ]);
  });
});
