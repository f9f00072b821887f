import { sql } from "drizzle-orm";
import { describe, expect, inject, it } from "vitest";
import { people } from "#db/schema/index.ts";
import { openTestDatabase, useDatabase } from "#tests/support/database.ts";
import { addPerson, addService, addTeam, seedProgram } from "#tests/support/people.ts";

describe("the database of a test", () => {
  const db = useDatabase();

  it.each(["first", "second"])("is empty at the start of the %s test and its ids begin at 1", async () => {
    expect(await db().select().from(people)).toEqual([]);
    await seedProgram(db());
    const teamId = await addTeam(db());
    await addService(db(), { teamId });
    const person = await addPerson(db(), { teamId, guardian: true, roles: ["security_engineer"] });
    expect(person).toMatchObject({ personId: 1, guardian: true, teamIds: [1], roles: ["security_engineer"] });
  });

  it("is migrated", async () => {
    const answer = await db().execute(sql`select count(*)::int as tables from pg_tables where schemaname = 'public'`);
    expect(answer).toHaveProperty(["rows", 0, "tables"], expect.any(Number));
  });

  it("is used again by the next where it is embedded, however many there are", async () => {
    const clients = new Set<object>();
    const times = 5;
    for (let time = 0; time < times; time++) {
      const { db, driver, close } = await openTestDatabase();
      for (const _ of ["asked", "prepared"]) await db.execute(sql`select 1`);
      clients.add(driver.kind === "pglite" ? driver.client : driver.pool);
      await close();
    }
    expect(clients.size).toBe(inject("databaseTemplate").kind === "pglite" ? 1 : times);
  });
});
