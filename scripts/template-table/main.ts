import { parseArgs } from "node:util";
import { POLICY_KINDS } from "#lib/checks/policy-type.ts";
import { causesIn, isOpen, readCorpus, type Sample } from "./corpus.ts";

const { values } = parseArgs({ options: { folder: { type: "string" }, places: { type: "boolean" } } });

const share = (part: number, whole: number) =>
  `${part} of ${whole} (${((100 * part) / Math.max(whole, 1)).toFixed(1)} %)`;

function printTable(samples: readonly Sample[], places: boolean): void {
  const read = samples.flatMap(({ reading }) => (reading.ok ? [reading] : []));
  const policies = read.flatMap((reading) => reading.policies);
  const attachments = read.flatMap((reading) => reading.attachments);
  const counts = POLICY_KINDS.map((kind) => [kind, policies.filter((policy) => policy.kind === kind).length] as const);
  console.log(`Read: ${share(read.length, samples.length)}`);
  for (const { name, reading } of samples) if (!reading.ok) console.log(`  ${name}: ${reading.problems[0]?.message}`);
  console.table({
    ...Object.fromEntries(counts.filter(([, count]) => count > 0)),
    attached: attachments.length,
    "attached, unknown": attachments.filter(({ arn }) => arn === null).length,
  });
  const causes = causesIn(samples);
  const settled = new Set(causes.flatMap(({ by, names }) => (by === "file" ? names : [])));
  const incomplete = read.filter((reading) => reading.incomplete.some(isOpen)).length;
  console.log(`Incomplete: ${share(incomplete, read.length)}`);
  console.log(`Incomplete where the file itself has the answer: ${share(settled.size, read.length)}`);
  for (const { words, by, names, place } of causes) {
    console.log(`  ${String(names.length).padStart(3)}  ${by.padEnd(5)}  ${words}${places ? `  (${place})` : ""}`);
  }
}

const samples = readCorpus(values.folder);
if (samples === undefined) console.log("corpus not present");
else printTable(samples, values.places === true);
