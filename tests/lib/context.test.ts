import { describe, expect, it } from "vitest";
import { openContext } from "#lib/context.ts";
import { systemActor } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { seedProgram } from "#tests/support/people.ts";

describe("a context", () => {
  const db = useDatabase();
  const open = (now: string) =>
    openContext({ actor: systemActor(), db: db(), now: new Date(now), requestId: "test-request" });

  it("carries the day it is where the program lives", async () => {
    await seedProgram(db(), { timeZone: "Asia/Tokyo" });
    expect(await open("2026-11-25T14:59:59Z")).toMatchObject({ day: "2026-11-25" });
    expect(await open("2026-11-25T15:00:00Z")).toMatchObject({ day: "2026-11-26" });
  });

  it("carries the day of UTC before anybody has set the program up", async () => {
    expect(await open("2026-11-25T23:59:59Z")).toMatchObject({ day: "2026-11-25" });
  });
});
