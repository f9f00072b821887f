import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { openPglite } from "#db/client.ts";
import { openContext } from "#lib/context.ts";
import { computeMetrics } from "#lib/metrics/metrics-of.ts";
import type { Metrics } from "#lib/metrics/output.ts";
import { begun } from "#lib/metrics/read-query.ts";
import type { FigureId } from "#lib/metrics/rules/definitions.ts";
import { PROGRAM_SCOPE } from "#lib/metrics/scope.ts";
import { programSettings } from "#lib/program/settings.ts";
import { rowsFor } from "./rows.ts";

/** The value of a metric and a quarter; null if there is none, or if it exists but is hidden. */
type Said = Record<string, { value: number | null; isHidden: boolean }>;

/** The normal distribution has seven digits here, which limits the precision of M2 within teams. */
const TOLERANCE = 1e-5;
const OPINION = path.join(import.meta.dirname, "opinion.R");

/** Counts the embedded database in the `--data` folder twice: by the product and by R. Exits with 1 if they differ. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { data: { type: "string" } } });
  if (!values.data) throw new Error("Name the data to calculate from: --data DIR, a DATA_DIR that no server has open.");
  const folder = mkdtempSync(path.join(tmpdir(), "guardians-opinion-"));
  const { db, close } = await openPglite(path.join(values.data, "pglite"));
  try {
    const now = new Date();
    const ctx = await openContext({
      actor: { kind: "system", job: "second-opinion" },
      db,
      now,
      requestId: "second-opinion",
    });
    const { timeZone } = await programSettings(ctx);
    const asked = { quarter: begun(now, undefined, timeZone), timeZone, scope: PROGRAM_SCOPE, asOf: null };
    const product = saidBy(await computeMetrics(ctx, asked));
    const [rows, answer] = [path.join(folder, "rows.json"), path.join(folder, "answer.json")];
    writeFileSync(rows, JSON.stringify(await rowsFor(ctx, asked)));
    const { status, error } = spawnSync("Rscript", [OPINION, rows, answer], { stdio: "inherit" });
    if (status !== 0)
      throw (
        error ??
        new Error(
          "R could not calculate the metrics. Check the packages: apt-get install r-cran-survival r-cran-jsonlite",
        )
      );
    compare(product, JSON.parse(readFileSync(answer, "utf8")) as Record<string, number>);
  } finally {
    await close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function saidBy({ trend, effect, figures }: Metrics): Said {
  const said: Said = {};
  for (const { quarter, leadTime, findings } of trend) {
    const { value, state } = leadTime.median;
    said[`M1 ${quarter.key}`] = { value, isHidden: leadTime.n > 0 && state !== "shown" };
    said[`M3 ${quarter.key}`] = { value: findings.rate, isHidden: false };
  }
  said[`M2 ${effect.to.key}`] = { value: effect.speed?.value ?? null, isHidden: effect.state !== "shown" };
  said[`M2 within ${effect.to.key}`] = { value: effect.within?.value ?? null, isHidden: effect.within === null };
  said[`M3 ratio ${effect.to.key}`] = { value: effect.findings?.value ?? null, isHidden: effect.state !== "shown" };
  const wanted: FigureId[] = ["M5", "M7", "M8", "M12", "M20"];
  for (const { id, quarters } of figures.filter((each) => wanted.includes(each.id))) {
    for (const { quarter, value, state, parts } of quarters) {
      said[`${id} ${quarter.key}`] = { value, isHidden: state !== "shown" && state !== "none" };
      const within = parts.find(({ label }) => label === "Within the target");
      if (within) said[`M7 within ${quarter.key}`] = { value: within.value, isHidden: false };
    }
  }
  return said;
}

/** A number hidden by the product cannot be compared; if the product has none, R may have none either. */
function compare(product: Said, opinion: Record<string, number>): void {
  let [same, different, hidden] = [0, 0, 0];
  for (const [what, { value, isHidden }] of Object.entries(product)) {
    const other = opinion[what] ?? null;
    if (isHidden) {
      hidden += 1;
      continue;
    }
    const near =
      value !== null && other !== null && Math.abs(value - other) <= TOLERANCE * Math.max(1, Math.abs(value));
    const agrees = near || (value === null && other === null);
    if (agrees) same += 1;
    else different += 1;
    console.log(
      `${what.padEnd(20)} ${String(value).padEnd(24)} ${String(other).padEnd(24)} ${agrees ? "same" : "DIFFERS"}`,
    );
  }
  console.log(`${same} the same, ${different} different, ${hidden} not shown`);
  if (different > 0 || same === 0) process.exitCode = 1;
}

await main();
