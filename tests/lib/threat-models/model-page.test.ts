import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { threatModelItems } from "#db/schema/index.ts";
import { NotFound } from "#lib/errors.ts";
import { importThreatModel } from "#lib/threat-models/import-model.ts";
import { modelPage } from "#lib/threat-models/model-page.ts";
import { threatModelOutput } from "#lib/threat-models/output.ts";
import { dragonOf } from "#tests/lib/threat-models/arbitrary-model.ts";
import { at, context, personActor } from "#tests/support/actors.ts";
import { addAttached, addSubmitted } from "#tests/support/cohort.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson, addService, addTeam } from "#tests/support/people.ts";
import { composerModel } from "#tests/support/threat-models.ts";

describe("the page of a threat model", () => {
  const db = useDatabase();

  async function twoVersions() {
    const teamId = await addTeam(db());
    const serviceId = await addService(db(), { teamId });
    const ctx = context(db(), await addPerson(db(), { teamId }));
    const file = { serviceId, fileName: "payments.json", authorRole: "guardian" as const };
    const { threatModelId } = await importThreatModel(ctx, { ...file, content: composerModel() });
    const later = composerModel({ thirdPriority: null, dropLast: true });
    await importThreatModel(ctx, { ...file, content: later });
    return { ctx, id: threatModelId };
  }

  const elementOf = (id: string, mitigation: string) => {
    const threat = { id: "t1", title: "A token is stolen", status: "Open", severity: "High", mitigation };
    return { id, data: { name: id, threats: [threat] } };
  };
  const [API, WORKER] = [elementOf("API", "Bind the token to the client"), elementOf("Worker", "")];

  /** Imports Threat Dragon models of one service, by their elements. */
  async function ofDragon() {
    const teamId = await addTeam(db());
    const serviceId = await addService(db(), { teamId });
    const ctx = context(db(), await addPerson(db(), { teamId }));
    const imported = (cells: unknown[]) => {
      const content = JSON.stringify(dragonOf(cells));
      return importThreatModel(ctx, { serviceId, fileName: "payments.json", content, authorRole: "guardian" });
    };
    return { ctx, imported };
  }

  it("shows the latest version, or the one that is asked for", async () => {
    const { ctx, id } = await twoVersions();
    expect(await modelPage(ctx, id)).toMatchObject({
      version: { seq: 2, threats: 3 },
      versions: [{ seq: 2 }, { seq: 1 }],
    });
    expect(await modelPage(ctx, id, 1)).toMatchObject({ version: { seq: 1, threats: 4 }, changes: null });
    await expect(modelPage(ctx, id, 3)).rejects.toThrow(NotFound);
    const stranger = context(db(), personActor({ personId: 999 }));
    await expect(modelPage(stranger, id)).rejects.toThrow(NotFound);
  });

  it("puts what blocks first and names each threat", async () => {
    const { ctx, id } = await twoVersions();
    const { quality } = await modelPage(ctx, id, 1);
    expect(quality[0]).toMatchObject({ id: "Q01", level: "block" });
    expect(quality[0]?.results.map(({ threat }) => threat)).toEqual(["#2 A stolen token never expires"]);
    const levels = quality.map(({ level }) => level);
    expect(levels).toEqual([...levels].sort((a, b) => "block warn info".indexOf(a) - "block warn info".indexOf(b)));
  });

  it("says what is only moved, and what came and went, of elements that share an id", async () => {
    const { ctx, imported } = await ofDragon();
    const { threatModelId: id } = await imported([API, WORKER]);
    await imported([WORKER, API]);
    const titles = async () => (await modelPage(ctx, id)).changes?.groups.map(({ title }) => title);
    expect(await titles()).toEqual(["1 threat moved"]);
    await imported([WORKER]);
    expect(await titles()).toEqual(["1 threat removed", "1 mitigation removed", "1 mitigation unlinked"]);
    await imported([WORKER, API, elementOf("Log", "")]);
    expect(await titles()).toEqual([
      "1 threat newly without a documented mitigation",
      "2 threats added",
      "1 mitigation added",
      "1 mitigation linked",
    ]);
  });

  it("shows a threat whole that is stored under the id that its copies share", async () => {
    const { ctx, imported } = await ofDragon();
    const { threatModelId: id } = await imported([API, WORKER]);
    const shown = async () => {
      const { threats } = await modelPage(ctx, id);
      const pages = await Promise.all(threats.map(({ itemId }) => modelPage(ctx, id, 1, itemId)));
      return pages.map(({ chosen }) => [chosen?.assets[0], chosen?.mitigations.length]);
    };
    const both = [
      ["Worker", 0],
      ["API", 1],
    ];
    expect(await shown()).toEqual(both);
    const first = (await modelPage(ctx, id)).threats.find(({ undocumented }) => !undocumented);
    await db()
      .update(threatModelItems)
      .set({ externalId: "t1" })
      .where(eq(threatModelItems.id, first?.itemId ?? 0));
    expect(await shown()).toEqual(both);
  });

  it("says in words what changed", async () => {
    const { ctx, id } = await twoVersions();
    const { changes } = await modelPage(ctx, id);
    expect(changes).toMatchObject({
      since: 1,
      added: [],
      changed: [expect.any(String)],
      groups: [
        { title: "1 threat removed", items: ["#4 A printer can be set on fire"] },
        { title: "1 threat priority lost", items: ["#3 An operator can delete the audit log: from Low to unset"] },
        { title: "1 threat needs another review", items: ["#3 An operator can delete the audit log"] },
      ],
    });
  });

  it("shows the first threat of the list whole, or the one that is asked for", async () => {
    const { ctx, id } = await twoVersions();
    const { threats, chosen } = await modelPage(ctx, id);
    expect(chosen).toMatchObject({
      itemId: threats[0]?.itemId,
      statement: threats[0]?.text,
      before: null,
      unlinked: [],
    });
    const last = threats.at(-1);
    const asked = await modelPage(ctx, id, undefined, last?.itemId);
    expect(asked.chosen?.statement).toBe(last?.text);
    expect(asked.chosen?.mitigations.map(({ text }) => text)).toEqual(last?.mitigations);
  });

  it("shows how the mitigations of a threat were reworded", async () => {
    const { ctx, id } = await twoVersions();
    const { service } = await modelPage(ctx, id);
    const content = composerModel({ mitigation: "Check the owner of some orders" });
    const file = { serviceId: service.id, fileName: "payments.json", authorRole: "guardian" as const };
    await importThreatModel(ctx, { ...file, content });
    const { threats } = await modelPage(ctx, id);
    const first = threats.find(({ numericId }) => numericId === 1);
    const { chosen } = await modelPage(ctx, id, undefined, first?.itemId);
    expect(chosen?.mitigations).toMatchObject([
      {
        text: "Check the owner of some orders",
        rewording: [
          { kind: "same", text: "Check the owner of" },
          { kind: "out", text: "each order" },
          { kind: "in", text: "some orders" },
        ],
      },
    ]);
    expect(chosen?.assumptions).toMatchObject([{ rewording: null }]);
    expect(chosen?.before).toBeNull();
  });

  it("blocks on the 366th day after it was imported", async () => {
    const { ctx, id } = await twoVersions();
    const on = (days: number) => at(ctx, new Date(ctx.now.getTime() + days * 86_400_000));
    expect((await modelPage(on(365), id)).outdated).toBeNull();
    const { outdated, quality } = await modelPage(on(366), id);
    expect(outdated).toMatch(/^It was imported on .*, more than 365 days ago\.$/);
    expect(quality[0]).toMatchObject({ id: "Q16", level: "block", results: [{ message: outdated, threat: null }] });
  });

  it("counts from the day on which someone last attached it to a review that held it", async () => {
    const { ctx, id } = await twoVersions();
    const { version, service, team } = await modelPage(ctx, id);
    const of = { serviceId: service.id, teamId: team.id, requesterId: ctx.actor.personId };
    const reviewId = await addSubmitted(db(), { submitted: "2027-11-01T09:00:00Z", ...of });
    const attached = (day: string) =>
      addAttached(db(), reviewId, { at: `${day}T09:00:00Z`, versionId: version.id, byId: ctx.actor.personId });
    const outdatedOn = async (day: string) => (await modelPage(at(ctx, `${day}T09:00:00Z`), id)).outdated;
    await attached("2027-12-01");
    expect(await outdatedOn("2027-12-01")).toMatch(/^It was imported on 25 Nov 2026, more than 365 days ago\.$/);
    await attached("2027-12-02");
    expect(await outdatedOn("2028-12-01")).toBeNull();
    expect(await outdatedOn("2028-12-02")).toBe(
      "It was imported on 25 Nov 2026 and last confirmed on 2 Dec 2027, more than 365 days ago.",
    );
  });

  it("is what the API declares", async () => {
    const { ctx, id } = await twoVersions();
    const answer = threatModelOutput.parse(JSON.parse(JSON.stringify(await modelPage(ctx, id))));
    expect(answer.threats.map(({ numericId, unmitigated }) => [numericId, unmitigated])).toEqual([
      [2, true],
      [3, true],
      [1, false],
    ]);
    const dangling = "the link from mitigation mitigation-gone to threat-2 points to an item that does not exist";
    expect(answer.version.warnings).toEqual([{ path: ["mitigationLinks", 1], message: dangling }]);
  });
});
