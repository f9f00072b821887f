import { beforeEach, describe, expect, it } from "vitest";
import BusinessCasePage from "#app/(program)/metrics/business-case/page.tsx";
import type { PersonActor } from "#lib/auth/actor.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { addClearEffect } from "#tests/support/clear-effect.ts";
import { useProductDatabase } from "#tests/support/database.ts";
import { addPerson, seedProgram } from "#tests/support/people.ts";
import { shownText } from "#tests/support/shown-text.ts";

let actor: PersonActor;
askedBy(() => actor);

describe("the page of the business case", () => {
  const opened = useProductDatabase();
  beforeEach(async () => {
    await seedProgram(opened().db);
    await addClearEffect(opened().db);
    actor = await addPerson(opened().db, { roles: ["program_manager"] });
  });

  const shown = async (query: Record<string, string>) => {
    const searchParams = Promise.resolve({ quarter: "2026-Q3", ...query });
    return (await shownText(await BusinessCasePage({ searchParams }))).split("\n");
  };

  it("is of the quarter that was picked", async () => {
    expect(await shown({})).toContainEqual(expect.stringContaining("The program, 2025 Q4 to 2026 Q3, as of "));
  });

  it.each([
    ["-5", "must be between 0 and 999999"],
    ["abc", "must be a number"],
    ["99999999999", "must be between 0 and 999999"],
    ["1,500", "must not contain thousands separators"],
  ])("keeps %s where it was written, and says what is wrong", async (days, wrong) => {
    const texts = await shown({ days, reviews: "1000" });
    expect(texts).toContain(days);
    expect(texts).toContain(wrong);
    // The rest counts: 1,000 reviews of 10 days as they are measured.
    expect(texts).toContain("1000");
    expect(texts).toContain("10");
  });

  it("takes a comma as other fields do", async () => {
    const texts = await shown({ days: "12,5" });
    expect(texts).toContain("12.5");
    expect(texts).toContain("12,5");
    expect(texts.filter((line) => line.startsWith("must "))).toEqual([]);
  });
});
