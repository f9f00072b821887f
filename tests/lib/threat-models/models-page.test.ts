import { describe, expect, it } from "vitest";
import { importThreatModel } from "#lib/threat-models/import-model.ts";
import { modelsPage } from "#lib/threat-models/models-page.ts";
import { context } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson, addService, addTeam } from "#tests/support/people.ts";
import { composerModel } from "#tests/support/threat-models.ts";

describe("the list of threat models", () => {
  const db = useDatabase();

  async function house() {
    const teamId = await addTeam(db());
    const ctx = context(db(), await addPerson(db(), { teamId }));
    const add = async (service: string, ...names: string[]) => {
      const serviceId = await addService(db(), { teamId, name: service });
      for (const name of names) {
        const file = { serviceId, fileName: "m.json", authorRole: "guardian" as const };
        await importThreatModel(ctx, { ...file, content: composerModel({ name }) });
      }
      return serviceId;
    };
    const called = async (query: Record<string, string>, who = ctx) =>
      (await modelsPage(who, query)).list.models.map(({ name }) => name);
    return { ctx, add, called };
  }

  it("is searched by a part of the name of a model or of its service, without regard to case", async () => {
    const { add, called } = await house();
    await add("Checkout", "Payments", "Refunds");
    await add("Ledger of payments", "Bookings");
    expect(await called({})).toEqual(["Payments", "Refunds", "Bookings"]);
    expect(await called({ q: "PAYMENT" })).toEqual(["Payments", "Bookings"]);
    expect(await called({ q: "refund" })).toEqual(["Refunds"]);
    expect(await called({ q: "nothing so" })).toEqual([]);
  });

  it("takes what LIKE reads as a pattern as it is typed", async () => {
    const { add, called } = await house();
    await add("Rates", "100% of orders", "1000 orders", "a_b", "acb");
    expect(await called({ q: "100%" })).toEqual(["100% of orders"]);
    expect(await called({ q: "a_b" })).toEqual(["a_b"]);
    expect(await called({ q: "\\" })).toEqual([]);
  });

  it("searches next to the service that is picked, and only what the reader may see", async () => {
    const { add, called } = await house();
    const serviceId = await add("Checkout", "Payments", "Refunds");
    await add("Ledger", "Payments out");
    expect(await called({ q: "payments", service: String(serviceId) })).toEqual(["Payments"]);
    const stranger = context(db(), await addPerson(db()));
    expect(await called({ q: "payments" }, stranger)).toEqual([]);
  });

  it("counts the pages of what was found", async () => {
    const { ctx, add } = await house();
    await add("Checkout", ...Array.from({ length: 51 }, (_, n) => `Payments ${n}`), "Refunds");
    const { filter, list } = await modelsPage(ctx, { q: "payments", page: "2" });
    expect(filter).toEqual({ q: "payments", page: 2 });
    expect(list).toMatchObject({
      total: 51,
      page: 2,
      pages: 2,
      models: [{ name: expect.stringMatching(/^Payments/) }],
    });
  });
});
