import { beforeEach, describe, expect, it } from "vitest";
import { reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Invalid } from "#lib/errors.ts";
import { search } from "#lib/search/queries.ts";
import { importThreatModel } from "#lib/threat-models/import-model.ts";
import { context, NOW } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import * as rows from "#tests/support/people.ts";
import { composerModel } from "#tests/support/threat-models.ts";

const NOTHING = { items: [], more: [] };

describe("the search", () => {
  const db = useDatabase();
  let member: Context;
  let stranger: Context;
  let review: typeof reviews.$inferInsert;
  beforeEach(async () => {
    const teamId = await rows.addTeam(db(), { name: "Ledger" });
    const serviceId = await rows.addService(db(), { teamId, name: "Ledger API" });
    member = context(db(), await rows.addPerson(db(), { name: "Ledger Larry", teamId }));
    stranger = context(db(), await rows.addPerson(db(), { name: "Sam" }));
    const intake = {} as never;
    review = { title: "Ledger export", state: "in_review", serviceId, teamId, intake, createdAt: NOW, updatedAt: NOW };
    await db().insert(reviews).values(review);
  });

  describe("search", () => {
    it("finds reviews, people, services and teams by name", async () => {
      expect((await search(member, { q: " ledger " })).items).toEqual([
        { kind: "review", label: "REV-1 Ledger export", description: "In review", href: "/reviews/REV-1" },
        { kind: "person", label: "Ledger Larry", description: "ledger.larry@example.com", href: "/guardians/1" },
        { kind: "service", label: "Ledger API", description: "Service of Ledger", href: "/guardians/services/1" },
        { kind: "team", label: "Ledger", description: "Team", href: "/guardians/teams/1" },
      ]);
    });

    it("S02 finds a threat model by its name, for anyone who may know of it", async () => {
      const item = { kind: "threat-model", label: "Ledger flows", description: "Threat model of Ledger API" };
      const file = { serviceId: 1, fileName: "flows.json", authorRole: "builder" } as const;
      await importThreatModel(member, { ...file, content: composerModel({ name: "Ledger flows" }) });
      const { items } = await search(member, { q: "flows" });
      expect(items).toEqual([{ ...item, href: "/threat-models/1" }]);
      expect(await search(stranger, { q: "flows" })).toEqual(NOTHING);
    });

    it("finds a review by its reference or number", async () => {
      for (const q of ["rev-1", "REV-1", "1"]) {
        expect((await search(member, { q })).items.map(({ kind }) => kind)).toContain("review");
      }
    });

    it("S02 finds no review that the person may not know of, by name or number", async () => {
      expect((await search(stranger, { q: "ledger" })).items.map(({ kind }) => kind)).toEqual([
        "person",
        "service",
        "team",
      ]);
      expect(await search(stranger, { q: "REV-1" })).toEqual(NOTHING);
    });

    it("finds the review of a reference before those whose title has it", async () => {
      for (let n = 0; n < 6; n += 1) {
        const updatedAt = new Date(NOW.getTime() + n);
        await db()
          .insert(reviews)
          .values({ ...review, title: `Follows REV-1: ${n}`, updatedAt });
      }
      const { items, more } = await search(member, { q: "rev-1" });
      expect(items.map(({ label }) => label.slice(0, 5))).toEqual(["REV-1", "REV-7", "REV-6", "REV-5", "REV-4"]);
      expect(more).toEqual([{ kind: "review", href: "/reviews?tab=all&q=rev-1" }]);
    });

    it("answers at most twelve, of each kind that matches, and says where the others are", async () => {
      for (let n = 0; n < 6; n += 1) {
        await rows.addPerson(db(), { name: `Ledger ${n}` });
        await rows.addService(db(), { name: `Ledger ${n}` });
        await rows.addTeam(db(), { name: `Ledger ${n}` });
      }
      const { items, more } = await search(member, { q: "ledger" });
      const kinds = items.map(({ kind }) => kind);
      expect(kinds).toHaveLength(12);
      expect([...new Set(kinds)]).toEqual(["review", "person", "service", "team"]);
      expect(more).toEqual([
        { kind: "person", href: "/guardians?state=everyone&q=ledger" },
        { kind: "service", href: "/guardians/teams?q=ledger" },
        { kind: "team", href: "/guardians/teams?q=ledger" },
      ]);
      expect((await search(member, { q: "ledger larry" })).more).toEqual([]);
    });

    it("answers nothing for nothing, and takes signs literally", async () => {
      expect(await search(member, { q: "  " })).toEqual(NOTHING);
      expect(await search(member, { q: "%" })).toEqual(NOTHING);
      await expect(search(member, { q: "x".repeat(101) })).rejects.toBeInstanceOf(Invalid);
    });
  });
});
