import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { people } from "#db/schema/index.ts";
import { Invalid } from "#lib/errors.ts";
import { peopleCalled, servicesCalled } from "#lib/search/find-by-name.ts";
import { context } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson, addService, addTeam } from "#tests/support/people.ts";

describe("names for a filter", () => {
  const db = useDatabase();
  let teamId: number;
  beforeEach(async () => {
    teamId = await addTeam(db(), { name: "Money" });
  });
  const builder = async () => context(db(), await addPerson(db(), { name: "Bea Builder", teamId }));
  const words = ({ names }: Awaited<ReturnType<typeof peopleCalled>>) => names.map(({ name }) => name);

  it("are of services by a part of theirs, each with its team", async () => {
    const ctx = await builder();
    const id = await addService(db(), { name: "General Ledger", teamId });
    await addService(db(), { name: "Basket", teamId });
    expect(await servicesCalled(ctx, { q: " ledger " })).toEqual({
      names: [{ id, name: "General Ledger – Money" }],
      more: false,
    });
    expect(words(await servicesCalled(ctx, {}))).toEqual(["Basket – Money", "General Ledger – Money"]);
  });

  it("are the first fifty, and say that there are more", async () => {
    const ctx = await builder();
    for (let n = 10; n < 61; n += 1) await addService(db(), { name: `Service ${n}`, teamId });
    const { names, more } = await servicesCalled(ctx, { q: "service" });
    expect([names.length, names[0]?.name, more]).toEqual([50, "Service 10 – Money", true]);
    expect(await servicesCalled(ctx, { q: "service 6" })).toMatchObject({ names: [{}], more: false });
  });

  it("are of people who are here, by their name and by no address that the reader may not read", async () => {
    const ctx = await builder();
    const { personId } = await addPerson(db(), { name: "Ann Lee" });
    await db().update(people).set({ email: "zebra@example.com" }).where(eq(people.id, personId));
    expect(await peopleCalled(ctx, { q: "ann" })).toEqual({ names: [{ id: personId, name: "Ann Lee" }], more: false });
    expect(words(await peopleCalled(ctx, { q: "zebra" }))).toEqual([]);
    await db().update(people).set({ deactivatedAt: ctx.now }).where(eq(people.id, personId));
    expect(words(await peopleCalled(ctx, { q: "ann" }))).toEqual([]);
  });

  it("are not looked for under words that are longer than a search takes", async () => {
    const ctx = await builder();
    await expect(peopleCalled(ctx, { q: "x".repeat(101) })).rejects.toThrow(Invalid);
  });
});
