import { startApp } from "#tests/e2e/support/start-app.ts";
import { DOORS } from "#tests/support/fuzz/call.ts";
import { type FuzzReport, fuzz } from "#tests/support/fuzz/run.ts";
import { residentMegabytes } from "./rss.ts";
import { type Outcome, seconds, type Trial } from "./trial.ts";

const WEIGHTS = [
  ["api", 4],
  ["page", 3],
  ["action", 3],
  ["sign-in", 0.2],
] as const;
/** The first calls load what is only loaded once. */
const WARM_UP = 1_000;
const SLOW_MS = 2_000;
const GROWTH_MB = 150;
/**
 * With much memory, garbage collection is delayed for long; below this limit, memory that grows is memory that is kept.
 */
const HEAP = "--max-old-space-size=384";
/** Excludes the first ids, which belong to the calling accounts: a deactivated account could not call again. */
const IDS = { from: 12, to: 40 };

/** Hostile calls to every entry point of the demo program, by every account (S48). */
export const fuzzTrial: Trial = {
  name: "fuzz",
  run: async ({ calls, seed }): Promise<Outcome> => {
    const app = await startApp({ NODE_OPTIONS: HEAP });
    try {
      const { origin, log, child } = app;
      const settings = { origin, log, ids: IDS, atOnce: 2, doors: WEIGHTS };
      await fuzz({ ...settings, seed: `${seed} warm-up`, calls: Math.min(calls, WARM_UP) });
      const begin = residentMegabytes(child.pid ?? 0);
      let most = begin;
      const onCall = () => {
        most = Math.max(most, residentMegabytes(child.pid ?? 0));
      };
      const report = await fuzz({ ...settings, seed, calls, onCall });
      return outcome(report, begin, most);
    } finally {
      await app.stop();
    }
  },
};

function outcome(report: FuzzReport, begin: number, most: number): Outcome {
  const { calls, doors, statuses, slowest, names } = report;
  for (const door of DOORS) {
    const { calls, reached, served } = doors[door];
    console.log(`  ${door}: ${calls} calls, ${reached} reached the handler, ${served} served`);
  }
  console.log(`  ${report.signedIn} calls by a signed-in person`);
  console.log(`  ${names.called} of ${names.known} routes, pages and actions; ${JSON.stringify(statuses)}`);
  console.log(`  slowest: ${slowest.call.slice(0, 300)}`);
  const failures = [...report.failures];
  if (report.signedIn < calls / 2)
    failures.push(`only ${report.signedIn} of ${calls} calls came from a signed-in person`);
  if (slowest.ms > SLOW_MS) failures.push(`${seconds(slowest.ms)}: ${slowest.call}`);
  if (most - begin > GROWTH_MB) failures.push(`memory grew from ${begin.toFixed(0)} to ${most.toFixed(0)} MB`);
  return {
    what: "hostile calls to every route, page and server action",
    times: calls,
    failures,
    worst: `slowest ${seconds(slowest.ms)}, memory ${begin.toFixed(0)} → ${most.toFixed(0)} MB`,
  };
}
