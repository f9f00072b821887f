import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type Answers, askFamily, type Contradiction } from "./ask-family.ts";
import { families } from "./families.ts";
import { sample } from "./sample.ts";
import { shrink } from "./shrink.ts";

/**
 * npx tsx tests/lib/iam/exhaustive/exhaustive-report.ts [--size small|large] [--family NAME]… [--findings FILE]
 * npx tsx tests/lib/iam/exhaustive/exhaustive-report.ts --samples 5000000 [--seed 1] [--findings FILE]
 *
 * Prints the counts of each family, or of pairs and requests drawn by chance. `undecided, new`: UNKNOWN though a request of the
 * grid is new. `unclear`: FAIL by a key with several values of which AWS does not say what they mean.
 */
const { values: options } = parseArgs({
  options: {
    size: { type: "string", default: "small" },
    family: { type: "string", multiple: true },
    samples: { type: "string" },
    seed: { type: "string", default: "1" },
    findings: { type: "string" },
  },
});

const contradictions: Contradiction[] = [];

function row(cells: (string | number)[]) {
  const [name = "", ...numbers] = cells.map(String);
  process.stdout.write(`${name.padEnd(34)}${numbers.map((cell) => cell.padStart(15)).join("")}\n`);
}

function report(answer: () => Answers) {
  const start = performance.now();
  const { family, pairs, requests, PASS, FAIL, UNKNOWN, undecidedNew, unclear, contradictions: found } = answer();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  row([family, pairs, requests, PASS, FAIL, UNKNOWN, undecidedNew, unclear, found.length, seconds]);
  contradictions.push(...found);
}

/** The smallest of each sort, once. */
function distinct(found: Contradiction[]): Contradiction[] {
  const shrunk = found.map(shrink).map((one) => [JSON.stringify([one.fault, one.policy, one.known]), one] as const);
  return [...new Map(shrunk).values()].sort((one, other) => lengthOf(one) - lengthOf(other));
}

function lengthOf({ policy, known }: Contradiction): number {
  return JSON.stringify([policy, known]).length;
}

row([
  "family",
  "pairs",
  "requests",
  "PASS",
  "FAIL",
  "UNKNOWN",
  "undecided, new",
  "unclear",
  "contradictions",
  "seconds",
]);
if (options.samples === undefined) {
  const wanted = families(options.size === "large" ? "large" : "small").filter(
    ({ name }) => options.family === undefined || options.family.includes(name),
  );
  for (const family of wanted) report(() => askFamily(family));
} else {
  report(() => sample({ seed: Number(options.seed), samples: Number(options.samples) }));
}

if (options.findings !== undefined) {
  writeFileSync(options.findings, `${JSON.stringify(distinct(contradictions), null, 1)}\n`);
}
process.exitCode = contradictions.length === 0 ? 0 : 1;
