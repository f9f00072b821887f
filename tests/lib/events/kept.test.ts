import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { record } from "#lib/events/record.ts";
import { systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";

describe("the event stream", () => {
  const db = useDatabase();

  it.each(["update events set type = 'other'", "delete from events"])("refuses “%s”", async (statement) => {
    const ctx = systemContext(db());
    await record(ctx, { type: "team.added", subject: { kind: "team", id: 1 }, data: { teamId: 1 } });
    const refused = await db()
      .execute(sql.raw(statement))
      .catch((error: Error) => String(error.cause ?? error));
    expect(refused).toContain("never changed or deleted");
  });
});
