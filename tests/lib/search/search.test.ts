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

describe("the search", () => {
  const db = useDatabase();
  let member: Context;
  let stranger: Context;
  beforeEach(async () => {
    const teamId = await rows.addTeam(db(), { name: "Ledger" });
    const serviceId = await rows.addService(db(), { teamId, name: "Ledger API" });
    member = context(db(), await rows.addPerson(db(), { name: "Ledger Larry", teamId }));
    stranger = context(db(), await rows.addPerson(db(), { name: "Sam" }));
    const review = { title: "Ledger export", state: "in_review", serviceId, teamId, intake: {} as never } as const;
    await db()
      .insert(reviews)
      .values({ ...review, createdAt: NOW, updatedAt: NOW });
  });

  describe("search", () => {
    it("finds reviews, people, services and teams by name", async () => {
      expect(await search(member, { q: " ledger " })).toEqual([
        { kind: "review", label: "REV-1 Ledger export", description: "In review", href: "/reviews/REV-1" },
        { kind: "person", label: "Ledger Larry", description: "ledger.larry@example.com", href: "/guardians/1" },
        { kind: "service", label: "Ledger API", description: "Service of Ledger", href: "/guardians/services/1" },
        { kind: "team", label: "Ledger", description: "Team", href: "/guardians/teams/1" },
      ]);
    });

    it("S02 finds a threat model by its name, for whoever may know of it", async () => {
      const item = { kind: "threat-model", label: "Ledger flows", description: "Threat model of Ledger API" };
      const file = { serviceId: 1, fileName: "flows.json", authorRole: "builder" } as const;
      await importThreatModel(member, { ...file, content: composerModel({ name: "Ledger flows" }) });
      const found = await search(member, { q: "flows" });
      expect(found).toEqual([{ ...item, href: "/threat-models/1" }]);
      expect(await search(stranger, { q: "flows" })).toEqual([]);
    });

    it("finds a review by its reference or number", async () => {
      for (const q of ["rev-1", "REV-1", "1"]) {
        expect((await search(member, { q })).map(({ kind }) => kind)).toContain("review");
      }
    });

    it("S02 finds no review that the person may not know of, by name or number", async () => {
      expect((await search(stranger, { q: "ledger" })).map(({ kind }) => kind)).toEqual(["person", "service", "team"]);
      expect(await search(stranger, { q: "REV-1" })).toEqual([]);
    });

    it("answers at most twelve, nothing for nothing, and takes signs literally", async () => {
      for (let n = 0; n < 6; n += 1) {
        await rows.addPerson(db(), { name: `Ledger ${n}` });
        await rows.addService(db(), { name: `Ledger ${n}` });
        await rows.addTeam(db(), { name: `Ledger ${n}` });
      }
      expect(await search(member, { q: "ledger" })).toHaveLength(12);
      expect(await search(member, { q: "  " })).toEqual([]);
      expect(await search(member, { q: "%" })).toEqual([]);
      await expect(search(member, { q: "x".repeat(101) })).rejects.toBeInstanceOf(Invalid);
    });
  });
});
