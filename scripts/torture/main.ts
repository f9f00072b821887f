import { parseArgs } from "node:util";
import { awayTrial } from "./away.ts";
import { bombsTrial } from "./bombs.ts";
import { embeddedDiskTrial, postgresDiskTrial } from "./disk.ts";
import { fuzzTrial } from "./fuzz.ts";
import { embeddedHealthTrial, postgresHealthTrial } from "./health.ts";
import { embeddedKillTrial, postgresKillTrial } from "./kill.ts";
import { pagesTrial } from "./pages.ts";
import { racesTrial } from "./races.ts";
import { restartTrial } from "./restart.ts";
import { startsTrial } from "./starts.ts";
import type { Options, Outcome, Trial } from "./trial.ts";

const TRIALS: Trial[] = [
  embeddedKillTrial,
  postgresKillTrial,
  awayTrial,
  restartTrial,
  embeddedDiskTrial,
  postgresDiskTrial,
  startsTrial,
  racesTrial,
  fuzzTrial,
  bombsTrial,
  pagesTrial,
  embeddedHealthTrial,
  postgresHealthTrial,
];

type Row = { trial: string; what: string; times: string; result: string; worst: string };

/** Attacks the built server on this machine, one trial after another, and reports the results at the end. */
async function main(): Promise<void> {
  const { trials, options } = readArguments();
  console.log(`Seed ${options.seed}. \`--seed ${options.seed}\` repeats the random choices.`);
  const rows: Row[] = [];
  for (const trial of trials) rows.push(await run(trial, options));
  printTable(rows);
  if (rows.some(({ result }) => result === "DID NOT HOLD")) process.exitCode = 1;
}

function readArguments(): { trials: Trial[]; options: Options } {
  const { values } = parseArgs({
    options: {
      calls: { type: "string", default: "10000" },
      times: { type: "string" },
      seed: { type: "string", default: new Date().toISOString().slice(0, 10) },
      only: { type: "string" },
    },
  });
  const names = values.only?.split(",") ?? TRIALS.map(({ name }) => name);
  const unknown = names.filter((name) => !TRIALS.some((trial) => trial.name === name));
  if (unknown.length > 0) {
    throw new Error(`Unknown trial: ${unknown.join(", ")}. Available: ${TRIALS.map(({ name }) => name).join(", ")}.`);
  }
  const times = values.times === undefined ? null : positive("--times", values.times);
  const options = { calls: positive("--calls", values.calls), times, seed: values.seed };
  return { trials: TRIALS.filter(({ name }) => names.includes(name)), options };
}

function positive(name: string, text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new Error(`${name} must be a whole number from 1, not ${text}.`);
  return Number(text);
}

/** An aborted trial counts as failed. */
async function run({ name, run }: Trial, options: Options): Promise<Row> {
  console.log(`${name} …`);
  const begin = performance.now();
  const outcome = await run(options).catch(
    (error: unknown): Outcome => ({
      what: "aborted",
      times: 0,
      failures: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
      worst: "",
    }),
  );
  for (const failure of outcome.failures.slice(0, 20)) console.log(`  ${failure.replaceAll("\n", "\n  ")}`);
  if (outcome.failures.length > 20) console.log(`  and ${outcome.failures.length - 20} more`);
  console.log(`  ${((performance.now() - begin) / 1_000).toFixed(0)} s`);
  return rowOf(name, outcome);
}

function rowOf(trial: string, { what, times, failures, worst, notTried }: Outcome): Row {
  if (notTried) return { trial, what, times: "0", result: `not run: ${notTried}`, worst: "" };
  const result = failures.length === 0 ? "held" : "DID NOT HOLD";
  return { trial, what, times: String(times), result, worst };
}

const COLUMNS = ["trial", "what", "times", "result", "worst"] as const;

function printTable(rows: readonly Row[]): void {
  const head: Row = { trial: "trial", what: "what", times: "times", result: "result", worst: "worst" };
  const lines = [head, ...rows];
  const widths = COLUMNS.map((column) => Math.max(...lines.map((row) => row[column].length)));
  console.log();
  for (const row of lines)
    console.log(
      COLUMNS.map((column, at) => row[column].padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    );
}

// Running programs end, and a mounted disk is released, when this process exits, so it must exit.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));
try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
