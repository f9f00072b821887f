import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { people } from "#db/schema/index.ts";
import { useDatabase } from "#tests/support/database.ts";
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
});
