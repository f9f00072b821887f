import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { reviews } from "#db/schema/index.ts";
import { logActivity } from "#lib/activity/log-activity.ts";
import { activityByWeek, latestActivities } from "#lib/activity/queries.ts";
import { durationWords, mondayOf } from "#lib/activity/rules.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { at, context, NOW, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import * as rows from "#tests/support/people.ts";
import { recorded } from "#tests/support/recorded.ts";
import { wrong } from "#tests/support/wrong.ts";

describe("activity", () => {
  const db = useDatabase();
  const ENTRY = { type: "support", minutes: 30, onDate: "2026-11-24" } as const;
  let teamId: number;
  let person: PersonActor;
  let self: Context;
  beforeEach(async () => {
    teamId = await rows.addTeam(db());
    person = await rows.addPerson(db(), { teamId });
    self = context(db(), person);
  });

  async function review(ofTeam: number) {
    const serviceId = await rows.addService(db(), { teamId: ofTeam });
    const row = { title: "Export", state: "submitted", serviceId, teamId: ofTeam, intake: {} as never } as const;
    const [added] = await db()
      .insert(reviews)
      .values({ ...row, createdAt: NOW, updatedAt: NOW })
      .returning();
    return added?.id ?? 0;
  }

  describe("logging time", () => {
    it("is one's own, on a review or on something else", async () => {
      const reviewId = await review(teamId);
      const entry = await logActivity(self, { ...ENTRY, type: "review", reviewId });
      expect(entry).toMatchObject({ minutes: 30, reviewId, note: "" });
      const data = { activityId: entry.id, personId: person.personId, activity: "review", minutes: 30 };
      expect(await recorded(db())).toEqual([{ type: "activity.logged", subject: ["person", person.personId], data }]);
    });

    it("is of the day of the program where none is said", async () => {
      const { onDate, ...today } = ENTRY;
      expect((await logActivity(self, today)).onDate).toBe(self.day);
      const tomorrow = { ...at(self, "2026-11-25T23:30:00Z"), day: "2026-11-26" };
      expect([onDate, (await logActivity(tomorrow, today)).onDate]).toEqual(["2026-11-24", "2026-11-26"]);
    });

    it("sent twice is logged once, and the same again later is more work", async () => {
      const [first, second] = await Promise.all([logActivity(self, ENTRY), logActivity(self, ENTRY)]);
      expect(second?.id).toBe(first?.id);
      expect([first?.isNew, second?.isNew].sort()).toEqual([false, true]);
      expect((await logActivity(at(self, "2026-11-25T09:05:00Z"), ENTRY)).isNew).toBe(true);
      await logActivity(self, { ...ENTRY, minutes: 31 });
      expect(await recorded(db())).toHaveLength(3);
    });

    it.each([
      ["no minutes", { minutes: 0 }, Invalid],
      ["more than a day", { minutes: 1441 }, Invalid],
      ["a day in the future", { onDate: "2026-11-26" }, Invalid],
      ["an unknown type", { type: "lunch" }, Invalid],
      ["another person", { personId: 1 }, Invalid],
      ["a review that is not there", { reviewId: 999 }, NotFound],
    ])("refuses %s", async (_, change, error) => {
      await expect(logActivity(self, wrong({ ...ENTRY, ...change }))).rejects.toBeInstanceOf(error);
      expect(await recorded(db())).toEqual([]);
    });

    it("refuses a review that the person may not know of, and an actor who is no person", async () => {
      const hidden = await review(await rows.addTeam(db()));
      await expect(logActivity(self, { ...ENTRY, reviewId: hidden })).rejects.toBeInstanceOf(NotFound);
      await expect(logActivity(systemContext(db()), ENTRY)).rejects.toBeInstanceOf(Forbidden);
    });
  });

  describe("reading time", () => {
    beforeEach(async () => {
      await logActivity(self, { ...ENTRY, onDate: "2026-11-23" });
      await logActivity(self, { ...ENTRY, onDate: "2026-11-24", type: "deep_dive", minutes: 60 });
      await logActivity(self, { ...ENTRY, onDate: "2026-11-22" });
      await logActivity(self, { ...ENTRY, onDate: "2025-11-22" });
    });

    it("is by week, the latest first", async () => {
      expect(await activityByWeek(self, person.personId)).toEqual([
        { week: "2026-11-23", minutes: 90, byType: { support: 30, deep_dive: 60 } },
        { week: "2026-11-16", minutes: 30, byType: { support: 30 } },
      ]);
      expect((await latestActivities(self, person.personId))?.map(({ onDate }) => onDate)).toEqual([
        "2026-11-24",
        "2026-11-23",
        "2026-11-22",
        "2025-11-22",
      ]);
    });

    it("S06 is for the person and the program's staff", async () => {
      const organisationId = await rows.addOrganisation(db());
      const reader = async (parts: rows.NewPerson) => context(db(), await rows.addPerson(db(), parts));
      for (const role of ["program_manager", "security_engineer"] as const) {
        expect(await activityByWeek(await reader({ roles: [role] }), person.personId)).toHaveLength(2);
      }
      for (const parts of [
        { roles: ["leader"], organisationId },
        { roles: ["auditor"] },
        { teamId },
      ] as rows.NewPerson[]) {
        const ctx = await reader(parts);
        expect(await activityByWeek(ctx, person.personId)).toBeNull();
        expect(await latestActivities(ctx, person.personId)).toBeNull();
      }
    });
  });

  describe("weeks and durations", () => {
    it("begin on a Monday at most six days before", () => {
      const day = fc.date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
      fc.assert(
        fc.property(day, (date) => {
          const iso = date.toISOString().slice(0, 10);
          const monday = new Date(mondayOf(iso));
          expect(monday.getUTCDay()).toBe(1);
          const days = (Date.parse(iso) - monday.getTime()) / 86_400_000;
          expect(days >= 0 && days <= 6).toBe(true);
        }),
      );
    });

    it("are said in hours and minutes", () => {
      expect([5, 60, 90].map(durationWords)).toEqual(["5 min", "1 h", "1 h 30 min"]);
    });
  });
});
