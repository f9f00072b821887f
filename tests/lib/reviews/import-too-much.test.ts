import { describe, expect, it } from "vitest";
import { reviewImports } from "#db/schema/index.ts";
import { Forbidden, Invalid } from "#lib/errors.ts";
import { importPastReviews } from "#lib/reviews/imports/import-past-reviews.ts";
import { context } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { useImpatientPool } from "#tests/support/databases/impatient-pool.ts";
import { addPerson, seedProgram } from "#tests/support/people.ts";
import { refuses } from "#tests/support/reviews.ts";

/** Blank lines, each of which the parser takes for a row of the wrong width. */
const content = `submitted_at,decided_at\n${"\n".repeat(1_000_000)}`;

describe("a file of past reviews that takes more than it may", () => {
  const db = useDatabase();
  useImpatientPool();

  it("S46 is refused", async () => {
    await seedProgram(db(), { timeZone: "Europe/Berlin" });
    const ctx = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
    const wanted = { fileName: "past.csv", content, dryRun: true };
    const refused = await refuses(db(), Invalid, () => importPastReviews(ctx, wanted));
    const message = "“past.csv” took more than 20 ms of processor time.";
    expect(refused.problems).toEqual([{ path: ["content"], message }]);
    expect(await db().select().from(reviewImports)).toEqual([]);
  });

  it("S46 is not read for anyone who may not import", async () => {
    await seedProgram(db(), { timeZone: "Europe/Berlin" });
    const ctx = context(db(), await addPerson(db()));
    await refuses(db(), Forbidden, () => importPastReviews(ctx, { fileName: "past.csv", content, dryRun: true }));
  });
});
