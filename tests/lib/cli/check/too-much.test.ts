import { describe, expect, it } from "vitest";
import { readArguments } from "#lib/cli/check/input/arguments.ts";
import type { Report } from "#lib/cli/check/report/report.ts";
import { type RunOptions, runCheck } from "#lib/cli/check/run-check.ts";
import { LIMITS } from "#lib/processes/limits.ts";
import { outline, workspace } from "./workspace.ts";

const place = workspace();

/** A policy of as many actions that do not exist. */
function actions(count: number) {
  const Action = Array.from({ length: count }, (_, index) => `s3:Get${index.toString(36)}`);
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] };
}

const SMALL = actions(2);
/** Larger than what is judged beside the others. */
const LARGE = actions(10_000);

function checked(options: RunOptions): Promise<Report> {
  return runCheck(readArguments(["."]), place.folder, undefined, options);
}

describe("a file that takes more than it may", () => {
  it.each([
    ["memory", { ...LIMITS, memory: 30 * 1024 * 1024 }, "30 MB of memory"],
    ["processor time", { ...LIMITS, processor: 10 }, "10 ms of processor time"],
  ])("S46 is an error of that file with the reason, and the others are checked: %s", async (_, limits, words) => {
    place.write({ "a.json": SMALL, "b.json": LARGE, "c.json": SMALL });
    const { findings, policies, counts } = await checked({ limits, short: 60_000 });
    const message = `The document took more than ${words}. The file was not checked. Split the file.`;
    const incomplete = findings.filter(({ level }) => level === "incomplete");
    expect(incomplete).toMatchObject([{ file: "b.json", rule: "UNREADABLE_FILE", message }]);
    expect(policies).toEqual({ identity: 2, trust: 0, resource: 0 });
    expect(counts.blocking).toBe(4);
  });

  it("S46 leaves the run incomplete", async () => {
    place.write({ "a.json": LARGE });
    const report = await checked({ limits: { ...LIMITS, processor: 10 } });
    expect(report).toMatchObject({ verdict: "incomplete", exitCode: 3 });
  });
});

describe("a separate process", () => {
  const noProcess = () => {
    throw new Error("A process is not needed.");
  };

  it("finds what is found here", async () => {
    place.write({ "a.json": SMALL, "b.json": SMALL });
    const here = await checked({ short: 60_000, entry: noProcess });
    const apart = await checked({ short: 1 });
    expect(apart).toEqual(here);
    expect(outline(here)).toHaveLength(4);
  });

  it("checks every other one of many files, in their order", async () => {
    const names = Array.from({ length: 420 }, (_, index) => `${String(index).padStart(3, "0")}.json`);
    place.write(Object.fromEntries(names.map((name) => [name, SMALL])));
    const { findings, counts, files } = await checked({});
    expect(files.map(({ file }) => file)).toEqual(names);
    expect(findings.map(({ file }) => file)).toEqual(names.flatMap((name) => [name, name]));
    expect(counts.incomplete).toBe(0);
  });

  it("checks a large file", async () => {
    place.write({ "a.json": LARGE });
    const { counts, policies } = await checked({});
    expect([policies.identity, counts.incomplete]).toEqual([1, 0]);
    expect(counts.blocking).toBeGreaterThan(1_000);
  });
});
