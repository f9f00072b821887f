import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { sql } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { loadActor } from "#lib/auth/load-actor.ts";
import { startSession } from "#lib/auth/start-session.ts";
import { type Context, openContext } from "#lib/context.ts";
import { countQuarters } from "#lib/metrics/count-quarters.ts";
import { keepFacts } from "#lib/metrics/facts/keep-facts.ts";
import { recentMetrics } from "#lib/metrics/recent-metrics.ts";
import { counted } from "#lib/words.ts";
import { startPostgres } from "#tests/support/databases/postgres.ts";
import { type ServedApp, serveApp } from "./app.ts";
import { checksOfASmallReview } from "./checks.ts";
import { measureCommand } from "./command.ts";
import { fill, SIGNED_IN } from "./fill.ts";
import { requestsPerSecond, scriptKilobytes } from "./load.ts";
import { medianMs, queriesOf } from "./queries.ts";

/** A signed-in page with only the layout, as the baseline for every other page. */
const EMPTY_PAGE = "/settings/about";
/** The minimum throughput of a page, as a fraction of the empty page's. */
const PAGES = { "/reviews?tab=all": 0.5, "/reviews/REV-9000": 0.45, "/metrics": 0.45 };
const SCRIPT_LIMITS: Record<string, number> = {
  [EMPTY_PAGE]: 260,
  "/reviews": 260,
  "/reviews/REV-9000": 260,
  "/metrics": 370,
};
/** The maximum extra cost of judging strangers' documents in a separate process, for a small review. */
const APART_MS = 60;
/** Permitted numbers of reviews for the benchmark. */
const SIZES = ["10000", "100000", "1000000"];
/** How long a metrics visit may wait for the database: up to this many reviews, and above. */
const MANY = 100_000;
const FIRST_VISIT_MS = 150;
const FIRST_VISIT_OF_MANY_MS = 1_200;
const SECOND_VISIT_MS = 15;
const SECRET = "a-secret-of-the-benchmark-and-of-nothing-else";

type Row = { what: string; measured: string; wanted: string; met: boolean | null };

const rows: Row[] = [];

function report(what: string, measured: string, wanted = "", met: boolean | null = null): void {
  rows.push({ what, measured, wanted, met });
  console.log(`  ${what}: ${measured}`);
}

/**
 * Measures everything in one run on one machine, so that the ratios are meaningful. `--queries` measures only the
 * database's queries, `--command` the built command.
 */
async function main(): Promise<void> {
  const { reviews, queries, command } = readArguments();
  if (!queries) await measureCommandRuns();
  if (!command) await measureProgram(reviews, !queries);
  printTable();
  if (rows.some(({ met }) => met === false)) process.exitCode = 1;
}

async function measureProgram(reviews: number, all: boolean): Promise<void> {
  if (all) {
    await measureStart();
    await measureChecks();
  }
  const server = await startPostgres();
  try {
    await measureOn(server.url, reviews, all);
  } finally {
    await server.stop();
  }
}

function readArguments(): { reviews: number; queries: boolean; command: boolean } {
  const { values } = parseArgs({
    options: {
      reviews: { type: "string", default: "10000" },
      queries: { type: "boolean", default: false },
      command: { type: "boolean", default: false },
    },
  });
  if (!SIZES.includes(values.reviews))
    throw new Error(`--reviews must be one of ${SIZES.join(", ")}, not ${values.reviews}.`);
  return { reviews: Number(values.reviews), queries: values.queries, command: values.command };
}

/** Measures the second start on an embedded database, because the first one creates it. */
async function measureStart(): Promise<void> {
  console.log("Starting on the embedded database …");
  const DATA_DIR = mkdtempSync(path.join(tmpdir(), "guardians-bench-"));
  try {
    const settings = { DATA_DIR, DATABASE_URL: "", DEMO: "0" };
    await (await serveApp(settings)).stop();
    const again = await serveApp(settings);
    await again.stop();
    reportStart("on the embedded database", again);
  } finally {
    rmSync(DATA_DIR, { recursive: true, force: true });
  }
}

function reportStart(where: string, { firstAnswerMs }: ServedApp): void {
  const seconds = firstAnswerMs / 1000;
  report(`first 200 after a start ${where}`, `${seconds.toFixed(2)} s`, "≤ 3 s", seconds <= 3);
}

async function measureCommandRuns(): Promise<void> {
  console.log("Checking files with the command …");
  await measureCommand(({ what, seconds, megabytes }, taken) => {
    const time = `${taken.seconds.toFixed(2)} s (${taken.processor.toFixed(2)} s of CPU time)`;
    report(
      `check of ${what}`,
      time,
      seconds === null ? "" : `≤ ${seconds} s`,
      seconds === null ? null : taken.seconds <= seconds,
    );
    const wanted = megabytes === null ? "" : `≤ ${megabytes} MB`;
    report(
      `memory for ${what}`,
      `${taken.megabytes.toFixed(0)} MB`,
      wanted,
      megabytes === null ? null : taken.megabytes <= megabytes,
    );
  });
}

async function measureChecks(): Promise<void> {
  console.log("Checking a small review …");
  const { here, apart } = await checksOfASmallReview();
  const more = apart - here;
  const measured = `${more.toFixed(1)} ms more (${apart.toFixed(1)} separate, ${here.toFixed(1)} in process)`;
  report("checks of a small review in a separate process", measured, `≤ ${APART_MS} ms`, more <= APART_MS);
}

async function measureOn(url: string, reviews: number, withPages: boolean): Promise<void> {
  console.log(`Filling PostgreSQL with ${counted(reviews, "review")} …`);
  const now = new Date();
  const { db, close } = await fill(url, reviews, now);
  const DATA_DIR = mkdtempSync(path.join(tmpdir(), "guardians-bench-"));
  try {
    const actor = await loadActor(db, SIGNED_IN, now);
    if (!actor) throw new Error("The benchmark user does not exist");
    const ctx = await openContext({ actor, db, now, requestId: "bench" });
    await measureFacts(ctx, reviews);
    await measureVisits(ctx, reviews);
    await measureQueries(ctx, reviews);
    if (!withPages) return;
    const cookie = `guardians-session=${await encode({ token: { sid: await startSession(ctx, "github") }, secret: SECRET })}`;
    const provider = { GITHUB_ID: "bench", GITHUB_SECRET: "bench", OIDC_ISSUER: "", DEMO: "" };
    const app = await serveApp({ ...provider, DATA_DIR, DATABASE_URL: url, NEXTAUTH_SECRET: SECRET });
    try {
      reportStart("on PostgreSQL", app);
      await measurePages(app.origin, cookie);
    } finally {
      await app.stop();
    }
  } finally {
    await close();
    rmSync(DATA_DIR, { recursive: true, force: true });
  }
}

/**
 * Measures how long a worker takes to write the facts, as in normal operation. Metrics are measured after this, and
 * after the database has analysed the data as it does automatically.
 */
async function measureFacts(ctx: Context, reviews: number): Promise<void> {
  const begin = performance.now();
  const written = await keepFacts(ctx);
  const seconds = (performance.now() - begin) / 1000;
  if (written !== reviews) throw new Error(`Facts of ${written} reviews were written, but ${reviews} were expected`);
  await ctx.db.execute(sql`vacuum analyze`);
  report(`facts of ${counted(reviews, "review")}, written`, `${seconds.toFixed(1)} s`);
}

/**
 * Measures all metrics as the day's first and second readers wait for them, after the instance's worker has counted.
 */
async function measureVisits(ctx: Context, reviews: number): Promise<void> {
  const begin = performance.now();
  await countQuarters(ctx);
  report("past quarters, counted by the worker", `${((performance.now() - begin) / 1000).toFixed(1)} s`);
  const first = reviews <= MANY ? FIRST_VISIT_MS : FIRST_VISIT_OF_MANY_MS;
  for (const [visit, limit] of [
    ["first", first],
    ["second", SECOND_VISIT_MS],
  ] as const) {
    const begin = performance.now();
    await recentMetrics(ctx, {});
    const ms = performance.now() - begin;
    report(`all metrics of a quarter, a ${visit} visit`, `${ms.toFixed(1)} ms`, `≤ ${limit} ms`, ms <= limit);
  }
}

async function measureQueries(ctx: Context, reviews: number): Promise<void> {
  for (const { name, run, limit } of await queriesOf(ctx, reviews)) {
    const ms = await medianMs(ctx, run);
    const measured = `${ms.toFixed(1)} ms`;
    if (limit === undefined) report(`${name}, median`, measured);
    else report(`${name}, median`, measured, `≤ ${limit} ms`, ms <= limit);
  }
}

async function measurePages(origin: string, cookie: string): Promise<void> {
  for (const [page, limit] of Object.entries(SCRIPT_LIMITS)) {
    const kilobytes = await scriptKilobytes(origin, page, cookie);
    report(`scripts of ${page}, compressed`, `${kilobytes.toFixed(0)} kB`, `≤ ${limit} kB`, kilobytes <= limit);
  }
  let before = await requestsPerSecond(`${origin}${EMPTY_PAGE}`, cookie);
  for (const [page, least] of Object.entries(PAGES)) {
    const rate = await requestsPerSecond(`${origin}${page}`, cookie);
    const after = await requestsPerSecond(`${origin}${EMPTY_PAGE}`, cookie);
    reportRatio(page, rate / ((before + after) / 2), least);
    before = after;
  }
}

/** Compares with the empty page just before and after, because the machine may be doing other work. */
function reportRatio(page: string, ratio: number, least: number): void {
  report(`${page} against ${EMPTY_PAGE}`, `ratio ${ratio.toFixed(2)}`, `≥ ${least}`, ratio >= least);
}

function printTable(): void {
  const width = (key: "what" | "measured" | "wanted") => Math.max(...rows.map((row) => row[key].length));
  const [what, measured, wanted] = [width("what"), width("measured"), width("wanted")];
  console.log();
  for (const row of rows) {
    const verdict = row.met === null ? "" : row.met ? "met" : "NOT MET";
    console.log(`${row.what.padEnd(what)}  ${row.measured.padEnd(measured)}  ${row.wanted.padEnd(wanted)}  ${verdict}`);
  }
}

await main();
