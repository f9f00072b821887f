import { describe, expect, it } from "vitest";
import { program } from "#db/schema/index.ts";
import { openContext } from "#lib/context.ts";
import { programSettings } from "#lib/program/settings.ts";
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

  it("sees one program, as it was when the request came", async () => {
    await seedProgram(db());
    const before = await open("2026-11-25T09:00:00Z");
    const { waiverDays } = await programSettings(before);
    await db()
      .update(program)
      .set({ waiverDays: waiverDays + 1 });
    expect((await programSettings(before)).waiverDays).toBe(waiverDays);
    expect((await programSettings(await open("2026-11-25T09:01:00Z"))).waiverDays).toBe(waiverDays + 1);
  });

  it("carries the day of UTC before anybody has set the program up", async () => {
    expect(await open("2026-11-25T23:59:59Z")).toMatchObject({ day: "2026-11-25" });
  });
});
