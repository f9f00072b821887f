import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fuzz } from "#tests/support/fuzz/run.ts";
import { makeSmallProgram } from "#tests/support/small-program.ts";
import { type App, startApp } from "./support/start-app.ts";

const CALLS = 1_000;
/** The API has as many calls of its own in tests/app/api/fuzz.test.ts. */
const DOORS = [
  ["page", 5],
  ["action", 5],
  ["sign-in", 0.3],
] as const;

/** On a server of its own: what it writes is nothing that other tests expect. */
describe("pages and server actions under fuzz", () => {
  const home = mkdtempSync(path.join(tmpdir(), "guardians-fuzz-"));
  let app: App;
  beforeAll(async () => {
    const DATA_DIR = path.join(home, "data");
    await makeSmallProgram(DATA_DIR);
    app = await startApp({ DATA_DIR });
  });
  afterAll(async () => {
    await app.stop();
    rmSync(home, { recursive: true, force: true });
  });

  it(`S48 answers ${CALLS} calls with 2xx, 3xx or 4xx`, async () => {
    const { origin, log } = app;
    const report = await fuzz({
      origin,
      log,
      seed: "S48",
      calls: CALLS,
      doors: DOORS,
      ids: { from: 1, to: 4 },
      atOnce: 2,
    });
    expect(report.failures).toEqual([]);
    expect(report.calls).toBe(CALLS);
    // It reaches pages and verbs: not everything is turned away at the door.
    expect(report.signedIn).toBeGreaterThan(CALLS / 2);
    const { page, action } = report.doors;
    expect(page.served).toBeGreaterThan(page.calls / 5);
    expect(action.reached).toBeGreaterThan(action.calls / 3);
    expect(action.served).toBeGreaterThan(10);
  });
});
