import { describe, expect, it } from "vitest";
import { needsOf } from "#lib/agenda/queries.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import { consent } from "#lib/guardians/consent.ts";
import { nominate } from "#lib/guardians/nominate.ts";
import { startTraining } from "#lib/guardians/start-training.ts";
import { context } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson, addTeam, seedProgram } from "#tests/support/people.ts";

describe("a nomination that has its consent", () => {
  const db = useDatabase();

  it("asks the guardian to start the training, and nobody else", async () => {
    await seedProgram(db());
    const teamId = await addTeam(db(), { name: "Ledger" });
    const boss = await addPerson(db());
    const nominee = await addPerson(db(), { teamId, managerId: boss.personId });
    const manager = await addPerson(db(), { roles: ["program_manager"] });
    const self = context(db(), nominee);
    const { personId } = nominee;
    const asked = async (actor: PersonActor) =>
      (await needsOf(context(db(), actor))).needs.map(({ verb, thing, href }) => [verb, thing, href]);

    await nominate(self, { personId, teamId, rationale: "Asks good questions" });
    expect(await asked(nominee)).toEqual([]);
    await consent(context(db(), boss), { personId });
    expect(await asked(nominee)).toEqual([
      ["Start the training", "as guardian of Ledger", `/guardians/${personId}#lifecycle`],
    ]);
    expect([await asked(boss), await asked(manager)]).toEqual([[], []]);
    await startTraining(self, { personId });
    expect(await asked(nominee)).toEqual([]);
  });
});
