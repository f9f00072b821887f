import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { importPastReviews } from "#lib/reviews/import-past-reviews.ts";
import { context } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson, addTeam, seedProgram } from "#tests/support/people.ts";

const db = useDatabase();
test("50,000", async () => {
  await seedProgram(db());
  const teamId = await addTeam(db(), { name: "Payments" });
  await addPerson(db(), { name: "Gus", teamId, guardian: true });
  const ctx = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
  const lines = ["change_id,submitted_at,decided_at,team,guardian,findings"];
  for (let i = 0; i < 50_000; i++) lines.push(`C-${i},2025-${String(1 + (i % 12)).padStart(2, "0")}-02T09:00:00Z,2026-03-05T09:00:00Z,Payments,${i % 2 ? "Gus" : ""},${i % 3}`);
  const content = lines.join("\n");
  const out: string[] = [];
  for (const dryRun of [true, false, true]) {
    const s = performance.now();
    const r = await importPastReviews(ctx, { fileName: "a.csv", content, dryRun });
    out.push(`dryRun=${dryRun} ${((performance.now() - s) / 1000).toFixed(1)} s rows ${r.rows} already ${r.alreadyImported?.id}`);
  }
  writeFileSync("/tmp/import-out.txt", out.join("\n"));
  expect(out.length).toBe(3);
}, 300_000);
