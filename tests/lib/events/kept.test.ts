import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { record } from "#lib/events/record.ts";
import { systemContext } from "#tests/support/actors.ts";
import { useTestDatabase } from "#tests/support/database.ts";

describe("the event stream", () => {
  const database = useTestDatabase();

  it.each([
    "update events set type = 'other'",
    "delete from events",
    "truncate events",
    "truncate events restart identity cascade",
  ])("S43 refuses “%s”, the owner's too", async (statement) => {
    const ctx = systemContext(database().db);
    await record(ctx, { type: "team.added", subject: { kind: "team", id: 1 }, data: { teamId: 1 } });
    const refused = await database()
      .owner.execute(sql.raw(statement))
      .catch((error: Error) => String(error.cause ?? error));
    expect(refused).toContain("never changed or deleted");
  });
});
