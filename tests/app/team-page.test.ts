import { describe, expect, it } from "vitest";
import TeamPage from "#app/(program)/guardians/teams/[team]/page.tsx";
import { memberships } from "#db/schema/index.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import { retireService } from "#lib/teams/retire-service.ts";
import { context } from "#tests/support/actors.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { addSubmitted } from "#tests/support/cohort.ts";
import { useProductDatabase } from "#tests/support/database.ts";
import { addPerson, addService, addTeam } from "#tests/support/people.ts";
import { shownText } from "#tests/support/shown-text.ts";

let actor: PersonActor;
askedBy(() => actor);

describe("the page of a team", () => {
  const opened = useProductDatabase();
  const shown = async (teamId: number) =>
    shownText(await TeamPage({ params: Promise.resolve({ team: String(teamId) }) }));

  it("counts one of each in words of one", async () => {
    const { db } = opened();
    const teamId = await addTeam(db, { developers: 1 });
    actor = await addPerson(db, { teamId, guardian: true });
    expect(await shown(teamId)).toMatch(/· 1 developer · 1 active guardian · 0 open reviews$/m);
    const serviceId = await addService(db, { teamId });
    await addSubmitted(db, { submitted: "2026-10-01T00:00:00Z", teamId, serviceId });
    expect(await shown(teamId)).toMatch(/· 1 open review$/m);
  });

  it("folds the services that were retired below those in use", async () => {
    const { db } = opened();
    const teamId = await addTeam(db);
    const serviceId = await addService(db, { teamId, name: "Old Ledger" });
    actor = await addPerson(db, { teamId });
    expect(await shown(teamId)).not.toContain("retired");
    await retireService(context(db, actor), { serviceId });
    expect(await shown(teamId)).toMatch(/^Services\n0\nServices\n1 retired\n1\nOld Ledger$/m);
  });

  it("names a guardian whose membership has ended, apart from the members", async () => {
    const { db } = opened();
    const teamId = await addTeam(db);
    actor = await addPerson(db, { teamId, guardian: true, name: "Gina" });
    expect(await shown(teamId)).not.toContain("Guardians and nominees who are not members");
    await db.update(memberships).set({ toOn: "2026-01-02" });
    expect(await shown(teamId)).toMatch(
      /1 active guardian.*No members today.*Guardians and nominees who are not members.*Gina/s,
    );
  });

  it("says no number of open reviews to those who may not know of them all", async () => {
    const { db } = opened();
    const teamId = await addTeam(db);
    actor = await addPerson(db);
    expect(await shown(teamId)).toMatch(/· 0 active guardians$/m);
  });
});
