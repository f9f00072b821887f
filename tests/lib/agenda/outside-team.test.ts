import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { guardianships } from "#db/schema/index.ts";
import { needsOf } from "#lib/agenda/queries.ts";
import { MOST } from "#lib/agenda/rules.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import { leave } from "#lib/guardians/leave.ts";
import { deactivatePerson } from "#lib/people/deactivate-person.ts";
import { joinTeam } from "#lib/people/join-team.ts";
import { leaveTeam } from "#lib/people/leave-team.ts";
import { context } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson, addTeam, seedProgram } from "#tests/support/people.ts";

describe("a guardian who is no member of their team", () => {
  const db = useDatabase();

  async function asked(actor: PersonActor) {
    const { needs } = await needsOf(context(db(), actor));
    return needs.map(({ verb, thing, href, note }) => [verb, thing, href, note]);
  }

  it("is asked about it from the day they left it on, as the program managers are, until it is settled", async () => {
    await seedProgram(db());
    const teamId = await addTeam(db(), { name: "Ledger" });
    const guardian = await addPerson(db(), { name: "Gina", teamId, guardian: true });
    const { personId } = guardian;
    const petra = await addPerson(db(), { roles: ["program_manager"] });
    const others = [
      await addPerson(db(), { roles: ["admin", "security_engineer"] }),
      await addPerson(db(), { teamId, guardian: true }),
      await addPerson(db(), { teamId }),
    ];
    const manager = context(db(), petra);
    const href = `/guardians/${personId}#lifecycle`;
    const note = "guardian of Ledger but not a member: end it, or add them to the team";
    const managers = [["Resolve the guardianship of", "Gina", href, note]];
    const own = [
      [
        "Resolve your guardianship",
        "of Ledger",
        href,
        "you are not in the team: ask to be added, or leave the program",
      ],
    ];

    expect([await asked(petra), await asked(guardian)]).toEqual([[], []]);
    await leaveTeam(manager, { personId, teamId });
    expect([await asked(petra), await asked(guardian)]).toEqual([managers, own]);
    for (const other of others) expect(await asked(other)).toEqual([]);

    await db().update(guardianships).set({ state: "paused" }).where(eq(guardianships.personId, personId));
    expect(await asked(petra)).toEqual(managers);
    await db().update(guardianships).set({ state: "training" }).where(eq(guardianships.personId, personId));
    // Whoever is on the way to become its guardian would be one outside of it, and asked then.
    const soon = "nominated as guardian of Ledger but not a member: end it, or add them to the team";
    expect(await asked(petra)).toEqual([["Resolve the nomination of", "Gina", href, soon]]);
    expect((await asked(guardian)).map(([verb]) => verb)).toEqual(["Resolve your nomination"]);
    await db().update(guardianships).set({ state: "active" }).where(eq(guardianships.personId, personId));

    await joinTeam(manager, { personId, teamId });
    expect([await asked(petra), await asked(guardian)]).toEqual([[], []]);
    await leaveTeam(manager, { personId, teamId });
    await leave(manager, { personId, reasonCode: "new_role", reason: "Changed team" });
    expect((await asked(petra)).map(([verb]) => verb)).toEqual([]);
    expect(await asked(guardian)).toEqual([]);
  });

  it("is one who never was a member of it, and none who has left the company", async () => {
    await seedProgram(db());
    const [teamId, other] = [await addTeam(db(), { name: "Ledger" }), await addTeam(db(), { name: "Cards" })];
    const { personId } = await addPerson(db(), { name: "Gina", teamId, guardian: true });
    await db().update(guardianships).set({ teamId: other }).where(eq(guardianships.personId, personId));
    const petra = await addPerson(db(), { roles: ["program_manager"] });
    const admin = context(db(), await addPerson(db(), { roles: ["admin"] }));
    expect((await asked(petra)).map(([, , , note]) => note)).toEqual([
      "guardian of Cards but not a member: end it, or add them to the team",
    ]);
    await deactivatePerson(admin, { personId });
    expect((await asked(petra)).map(([verb]) => verb)).toEqual(["Find a guardian for"]);
  });

  it("is one of so many as home lists", async () => {
    await seedProgram(db());
    const [teamId, other] = [await addTeam(db()), await addTeam(db())];
    for (let each = 0; each <= MOST; each += 1) await addPerson(db(), { teamId, guardian: true });
    const petra = await addPerson(db(), { roles: ["program_manager"] });
    await db().update(guardianships).set({ teamId: other });
    const { needs, more } = await needsOf(context(db(), petra));
    expect([needs.filter(({ kind }) => kind === "guardianship").length, more]).toEqual([MOST, true]);
  });
});
