import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { writePlan, writeRepository } from "./made-files.ts";
import { runCommand, type Taken } from "./run-command.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const PROGRAM = path.join(ROOT, "dist/guardians.mjs");
const SAMPLES = path.join(ROOT, "../shared/samples/templates");

/**
 * The subject of a check, how often it is measured, and its limits: for the best time, and for the highest memory use.
 */
export type CommandCase = { what: string; times: number; seconds: number | null; megabytes: number | null };
type Made = CommandCase & { make: (folder: string) => void };

const MADE: Made[] = [
  { what: "one template", times: 7, seconds: 0.27, megabytes: null, make: (folder) => writeRepository(folder, 1, 0) },
  { what: "200 templates", times: 3, seconds: 1.5, megabytes: null, make: (folder) => writeRepository(folder, 200, 0) },
  {
    what: "a repository of 3,000 files",
    times: 2,
    seconds: 8,
    megabytes: 150,
    make: (folder) => writeRepository(folder, 1000, 2),
  },
  {
    what: "a plan of 200 MB with 2,000 policies",
    times: 1,
    seconds: null,
    megabytes: 150,
    make: (folder) => writePlan(path.join(folder, "plan.json"), 2_000, 200_000_000),
  },
];

/** Measures the whole process of the built command on generated files, and on the samples if present. */
export async function measureCommand(tell: (one: CommandCase, taken: Taken) => void): Promise<void> {
  for (const { make, ...one } of MADE) {
    const folder = mkdtempSync(path.join(tmpdir(), "guardians-bench-"));
    try {
      make(folder);
      tell(one, await best(folder, one.times));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  if (existsSync(SAMPLES)) {
    tell({ what: "the sample templates", times: 2, seconds: null, megabytes: null }, await best(SAMPLES, 2));
  }
}

/**
 * Other work on the machine adds noise: the shortest time is closest to the real cost, and the highest memory is the
 * need.
 */
async function best(folder: string, times: number): Promise<Taken> {
  const taken: Taken[] = [];
  for (let time = 0; time < times; time += 1) {
    taken.push(await runCommand(PROGRAM, ["check", ".", "--format", "json"], folder));
  }
  return {
    seconds: Math.min(...taken.map(({ seconds }) => seconds)),
    processor: Math.min(...taken.map(({ processor }) => processor)),
    megabytes: Math.max(...taken.map(({ megabytes }) => megabytes)),
  };
}
