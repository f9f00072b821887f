import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { events, people } from "#db/schema/index.ts";
import { openTestDatabase, useTestDatabase } from "#tests/support/database.ts";
import { addPerson, addService, addTeam, seedProgram } from "#tests/support/people.ts";

const NAME = "select current_database() as name";

describe("the database of a test", () => {
  const database = useTestDatabase();
  const db = () => database().db;

  it.each(["first", "second"])("is empty at the start of the %s test and its ids begin at 1", async () => {
    expect(await db().select().from(people)).toEqual([]);
    await seedProgram(db());
    const teamId = await addTeam(db());
    await addService(db(), { teamId });
    const person = await addPerson(db(), { teamId, guardian: true, roles: ["security_engineer"] });
    expect(person).toMatchObject({ personId: 1, guardian: true, teamIds: [1], roles: ["security_engineer"] });
  });

  it.each(["first", "second"])(
    "keeps in the %s test what is kept, and what is referred to, from everybody",
    async () => {
      await seedProgram(db());
      const teamId = await addTeam(db());
      const { personId } = await addPerson(db(), { teamId });
      const subject = { subjectKind: "person", subjectId: personId } as const;
      const event = { type: "person.added", actorKind: "system", requestId: "added", data: {} } as const;
      await db()
        .insert(events)
        .values({ ...subject, ...event, at: new Date(0) });
      const { owner } = database();
      await expect(owner.execute(sql`delete from events`)).rejects.toMatchObject({
        cause: { message: "events are added, never changed or deleted" },
      });
      await expect(owner.execute(sql`delete from people`)).rejects.toMatchObject({ cause: { code: "23503" } });
    },
  );

  it("is migrated", async () => {
    const answer = await db().execute(sql`select count(*)::int as tables from pg_tables where schemaname = 'public'`);
    expect(answer).toHaveProperty(["rows", 0, "tables"], expect.any(Number));
  });

  it("is used again by the next, however many there are", async () => {
    const databases = new Set<unknown>();
    for (let time = 0; time < 5; time++) {
      const { db, driver, close } = await openTestDatabase();
      for (const _ of ["asked", "prepared"]) await db.execute(sql`select 1`);
      databases.add(driver.kind === "pglite" ? driver.client : (await driver.pool.query(NAME)).rows[0]?.name);
      await close();
    }
    expect(databases.size).toBe(1);
  });
});
