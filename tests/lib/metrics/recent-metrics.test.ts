import { describe, expect, it } from "vitest";
import { record } from "#lib/events/record.ts";
import { recentMetrics } from "#lib/metrics/recent-metrics.ts";
import { at, context } from "#tests/support/actors.ts";
import { addSubmitted } from "#tests/support/cohort.ts";
import { openTestDatabase } from "#tests/support/database.ts";
import { addPerson, addService, addTeam, seedProgram } from "#tests/support/people.ts";

describe("metrics from memory", () => {
  it("stay while nothing is recorded and a minute has not passed, per scope; an event takes them again", async () => {
    const opened = await openTestDatabase();
    try {
      const { db } = opened;
      await seedProgram(db);
      const teamId = await addTeam(db);
      const serviceId = await addService(db, { teamId });
      const manager = context(db, await addPerson(db, { roles: ["program_manager"] }));
      const builder = context(db, await addPerson(db, { teamId }));
      const n = async (ctx: typeof manager) => (await recentMetrics(ctx, {})).leadTime.n;
      expect(await n(manager)).toBe(0);
      await addSubmitted(db, { submitted: "2026-11-01T00:00:00Z", teamId, serviceId });
      const later = at(manager, "2026-11-25T09:00:30Z");
      expect(await n(later)).toBe(0);
      expect((await recentMetrics(later, {})).asOf).toBe("2026-11-25T09:00:00.000Z");
      expect(await n(builder)).toBe(1);
      await record(later, { type: "team.added", subject: { kind: "team", id: teamId }, data: { teamId } });
      expect(await n(later)).toBe(1);
      await addSubmitted(db, { submitted: "2026-11-02T00:00:00Z", teamId, serviceId });
      expect(await n(at(manager, "2026-11-25T09:01:00Z"))).toBe(1);
      expect(await n(at(manager, "2026-11-25T09:01:31Z"))).toBe(2);
    } finally {
      await opened.close();
    }
  });
});
