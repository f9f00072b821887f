import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { people, roleGrants } from "#db/schema/index.ts";
import { loadActor } from "#lib/auth/load-actor.ts";
import type { Context } from "#lib/context.ts";
import { record } from "#lib/events/record.ts";
import { countQuarters } from "#lib/metrics/count-quarters.ts";
import { readQuery } from "#lib/metrics/read-query.ts";
import { keptMetrics } from "#lib/metrics/recent-metrics.ts";
import { at, context, systemContext } from "#tests/support/actors.ts";
import { addSubmitted } from "#tests/support/cohort.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addOrganisation, addPerson, addService, addTeam, seedProgram } from "#tests/support/people.ts";

const Q3 = { submitted: "2026-08-03T09:00:00Z", decided: "2026-08-06T09:00:00Z" };
const MIDNIGHT = "2026-11-26T00:00:10Z";

describe("counting the quarters that are over ahead", () => {
  const db = useDatabase();
  let system: Context;
  let house: { teamId: number; serviceId: number };
  let organisationId: number;
  let seconds = 0;

  beforeEach(async () => {
    await seedProgram(db());
    organisationId = await addOrganisation(db());
    const teamId = await addTeam(db(), { organisationId });
    house = { teamId, serviceId: await addService(db(), { teamId }) };
    system = systemContext(db(), new Date("2026-11-25T09:00:00Z"));
    seconds += 1;
  });

  /** The first event of a stream, at another second than that of any other test. */
  const begun = () => changed(at(system, new Date(Date.UTC(2026, 10, 24, 9, 0, seconds))));

  const changed = (ctx: Context) =>
    record(ctx, { type: "team.added", subject: { kind: "team", id: house.teamId }, data: { teamId: house.teamId } });

  /** What a person of these rights reads of 2026-Q3, and of when it is. */
  async function read(personId: number, time: string) {
    const actor = await loadActor(db(), personId, new Date(time));
    if (!actor) throw new Error("Nobody is there");
    const ctx = at(context(db(), actor), time);
    const { trend, endedAsOf } = await keptMetrics(ctx, await readQuery(ctx, {}));
    return { n: trend.at(-2)?.leadTime.n, endedAsOf };
  }

  it("spares it who looks: the program's numbers, and those of each leader", async () => {
    await begun();
    const manager = await addPerson(db(), { roles: ["program_manager"] });
    const leader = await addPerson(db(), { roles: ["leader"], organisationId });
    const elsewhere = await addPerson(db(), { roles: ["leader"], organisationId: await addOrganisation(db()) });
    await addSubmitted(db(), { ...Q3, ...house });
    expect(await countQuarters(system)).toBe(3);
    // Nobody says that it is there: who counts finds it, and who is answered from what was counted does not.
    await addSubmitted(db(), { ...Q3, ...house });
    const counted = "2026-11-25T09:00:00.000Z";
    expect(await read(manager.personId, "2026-11-25T09:10:00Z")).toEqual({ n: 1, endedAsOf: counted });
    expect(await read(leader.personId, "2026-11-25T09:10:00Z")).toEqual({ n: 1, endedAsOf: counted });
    expect(await read(elsewhere.personId, "2026-11-25T09:10:00Z")).toEqual({ n: 0, endedAsOf: counted });
  });

  it("counts once a day, and as the next one begins", async () => {
    await begun();
    expect([await countQuarters(system), await countQuarters(at(system, "2026-11-25T23:59:59Z"))]).toEqual([1, 0]);
    expect([await countQuarters(at(system, MIDNIGHT)), await countQuarters(at(system, MIDNIGHT))]).toEqual([1, 0]);
  });

  it("counts the program's again when a fact of them has changed, some minutes apart", async () => {
    await begun();
    await addPerson(db(), { roles: ["leader"], organisationId });
    expect(await countQuarters(system)).toBe(2);
    await changed(at(system, "2026-11-25T09:01:00Z"));
    expect(await countQuarters(at(system, "2026-11-25T09:02:00Z"))).toBe(0);
    expect(await countQuarters(at(system, "2026-11-25T09:05:00Z"))).toBe(1);
    expect(await countQuarters(at(system, "2026-11-25T09:15:00Z"))).toBe(0);
  });

  it("counts nothing when it is told to stop", async () => {
    await begun();
    expect(await countQuarters(system, { signal: AbortSignal.abort() })).toBe(0);
  });

  it("counts nothing before anything has happened", async () => {
    expect(await countQuarters(system)).toBe(0);
  });

  it("does not count for a leader who has left, or whose role has ended", async () => {
    await begun();
    const [gone, ended] = [
      await addPerson(db(), { roles: ["leader"], organisationId }),
      await addPerson(db(), { roles: ["leader"], organisationId }),
    ];
    const yesterday = new Date("2026-11-24T09:00:00Z");
    await db().update(people).set({ deactivatedAt: yesterday }).where(eq(people.id, gone.personId));
    await db().update(roleGrants).set({ revokedAt: yesterday }).where(eq(roleGrants.personId, ended.personId));
    expect(await countQuarters(system)).toBe(1);
  });
});
