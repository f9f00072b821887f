import { inArray } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { people } from "#db/schema/index.ts";
import { demoPeople } from "#lib/auth/demo-people.ts";
import { NOW } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";

describe("S18 the accounts of the demo", () => {
  const db = useDatabase();

  it("are the demo's own people under the known addresses, in order", async () => {
    const emails = ["admin@example.com", "engineer@example.com", "guardian@example.com", "stranger@example.com"];
    for (const email of emails) await addPerson(db(), { email });
    expect(await demoPeople(db())).toEqual([]);
    await db().update(people).set({ demo: true }).where(inArray(people.email, emails));
    const found = await demoPeople(db());
    expect(found.map(({ email }) => email)).toEqual([
      "guardian@example.com",
      "engineer@example.com",
      "admin@example.com",
    ]);
    expect(found[0]).toMatchObject({ role: "Guardian", name: expect.any(String), sees: expect.any(String) });
  });

  it("are gone with the person", async () => {
    await addPerson(db(), { email: "leader@example.com" });
    await db().update(people).set({ demo: true, deactivatedAt: NOW });
    expect(await demoPeople(db())).toEqual([]);
  });
});
