import { writeFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { completions, courses, findings, reviews } from "#db/schema/index.ts";
import { backlogNow } from "#lib/metrics/backlog-now.ts";
import { cohortCounts, leadTimes } from "#lib/metrics/cohort.ts";
import { metricsOf } from "#lib/metrics/metrics-of.ts";
import { metricRows } from "#lib/metrics/rows.ts";
import { trainingAt } from "#lib/metrics/training.ts";
import { lastQuarters, quarterBounds } from "#lib/metrics/rules/quarter.ts";
import { PROGRAM_SCOPE } from "#lib/metrics/scope.ts";
import { emptyIntake } from "#lib/reviews/rules/intake.ts";
import { context, NOW } from "#tests/support/actors.ts";
import { useTestDatabase } from "#tests/support/database.ts";
import { addPerson, addService, addTeam, seedProgram } from "#tests/support/people.ts";

const opened = useTestDatabase();
const db = () => opened().db;
test("bench", async () => {
  await seedProgram(db());
  const teams = [];
  const guardians: number[] = [];
  const services = [];
  for (let i = 0; i < 24; i++) {
    const t = await addTeam(db());
    teams.push(t);
    services.push(await addService(db(), { teamId: t }));
    for (let k = 0; k < 3; k++) guardians.push((await addPerson(db(), { teamId: t, guardian: true })).personId);
  }
  const pm = await addPerson(db(), { roles: ["program_manager"] });
  const DAY = 86_400_000;
  let seed = 7;
  const rnd = () => ((seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648);
  for (let b = 0; b < 10; b++) {
    await db().insert(reviews).values(
      Array.from({ length: 1000 }, (_, i) => {
        const ti = Math.floor(rnd() * 24);
        const submitted = new Date(NOW.getTime() - rnd() * 540 * DAY);
        const decidedAt = new Date(submitted.getTime() + Math.exp(rnd() * 4) * DAY);
        const decided = decidedAt < NOW;
        const g = rnd() < 0.5 ? guardians[ti * 3 + Math.floor(rnd() * 3)] : null;
        return {
          title: `Review ${b}-${i}`, state: decided ? ("approved" as const) : ("in_review" as const), serviceId: services[ti], teamId: teams[ti],
          requesterId: pm.personId, guardianId: g, guardianAtSubmitId: g, intake: emptyIntake(), tier: "low" as const,
          createdAt: submitted, updatedAt: submitted, firstSubmittedAt: submitted, firstDecidedAt: decided ? decidedAt : null, decidedAt: decided ? decidedAt : null,
        };
      }),
    );
  }
  for (let b = 0; b < 15; b++) {
    await db().insert(findings).values(
      Array.from({ length: 1000 }, () => ({
        reviewId: 1 + Math.floor(rnd() * 10_000), title: "f", severity: "medium" as const, firstSeverity: rnd() < 0.5 ? ("high" as const) : ("low" as const), source: "manual" as const,
        finder: rnd() < 0.7 ? ("engineer" as const) : ("guardian" as const), phase: "in_review" as const, blocking: false, state: "open" as const, revision: 1, cycle: 1,
        raisedById: guardians[Math.floor(rnd() * 72)] ?? null, createdAt: new Date(NOW.getTime() - rnd() * 500 * DAY), updatedAt: NOW,
      })),
    );
  }
  for (let c = 0; c < 12; c++) {
    await db().insert(courses).values({ code: `C${c}`, title: `Course ${c}`, minutes: 30, required: c < 4, createdAt: new Date("2025-01-01") });
    for (const g of guardians) if (rnd() < 0.8) await db().insert(completions).values({ personId: g, courseId: c + 1, completedOn: "2026-01-01", createdAt: NOW });
  }
  await db().execute(sql`analyze`);
  const ctx = context(db(), pm);
  const bounds = lastQuarters(6, { year: 2026, quarter: 4 }).map((q) => quarterBounds(q, "UTC"));
  const windows = { edges: [bounds[0]!.start, ...bounds.map((x) => x.end)], asOf: NOW };
  const out: string[] = [];
  const time = async (name: string, f: () => Promise<unknown>) => {
    for (let i = 0; i < 5; i++) await f();
    const t: number[] = [];
    for (let i = 0; i < 25; i++) { const s = performance.now(); await f(); t.push(performance.now() - s); }
    t.sort((a, b) => a - b);
    out.push(`${name}: median ${t[12]!.toFixed(1)} ms, max ${t[24]!.toFixed(1)}`);
  };
  await time("leadTimes", () => leadTimes(ctx, PROGRAM_SCOPE, windows));
  await time("cohortCounts", () => cohortCounts(ctx, PROGRAM_SCOPE, windows));
  await time("training", () => trainingAt(ctx, PROGRAM_SCOPE, bounds.map((b) => b.end), "UTC"));
  await time("backlog", () => backlogNow(ctx, PROGRAM_SCOPE));
  await time("metricsOf", () => metricsOf(ctx, {}));
  for (const m of ["M1", "M3", "M6", "M10", "M14"]) await time(`rows ${m}`, () => metricRows(ctx, m, {}));
  const pool = (opened().driver as any).pool;
  const original = pool.query.bind(pool);
  const caught: any[] = [];
  pool.query = (q: any, v: any) => { caught.push([q, v]); return original(q, v); };
  await cohortCounts(ctx, PROGRAM_SCOPE, windows);
  await trainingAt(ctx, PROGRAM_SCOPE, bounds.map((b) => b.end), "UTC");
  await leadTimes(ctx, PROGRAM_SCOPE, windows);
  pool.query = original;
  for (const [q, v] of caught) { const r = await original("explain (analyze) " + q.text, v); out.push(r.rows.map((r: any) => r["QUERY PLAN"]).join("\n")); }
  writeFileSync("/tmp/bench-out.txt", out.join("\n") + "\n" + JSON.stringify(await metricsOf(ctx, {}), (k, v) => (k === "curve" ? v.length : v), 1));
  expect(out.length).toBeGreaterThan(1);
}, 120_000);
