import { parseArgs } from "node:util";
import { groupBy } from "#lib/iam/validate/group-by.ts";
import { type Comparison, compare, type Lone, sameDetails, samePlaces } from "./compare.ts";
import { type Answer, readSamples } from "./samples.ts";

const { values } = parseArgs({ options: { code: { type: "string" }, samples: { type: "string" } } });

function share(part: number, whole: number): string {
  return `${part} of ${whole}${whole === 0 ? "" : ` (${((100 * part) / whole).toFixed(1)} %)`}`;
}

/** Policies and findings, as in `3 / 5`; empty if there are none. */
function counted(list: readonly { id: string }[]): string {
  return list.length === 0 ? "" : `${new Set(list.map(({ id }) => id)).size} / ${list.length}`;
}

function printTable({ pairs, theirsOnly, oursOnly }: Comparison): void {
  const of = (code: string, list: readonly Lone[]) => list.filter(({ finding }) => finding.issueCode === code);
  const types = new Map(
    [
      ...pairs.flatMap(({ theirs, ours }) => [ours, theirs]),
      ...[...oursOnly, ...theirsOnly].map(({ finding }) => finding),
    ].map((finding) => [finding.issueCode, finding.findingType]),
  );
  const rows = [...types].sort().map(([code, type]) => {
    const both = pairs.filter(({ theirs }) => theirs.issueCode === code);
    return {
      code,
      type,
      both: counted(both),
      "AWS only": counted(of(code, theirsOnly)),
      "ours only": counted(of(code, oursOnly)),
      "same words": both.filter(({ theirs, ours }) => sameDetails(theirs, ours)).length,
      "same places": both.filter(({ theirs, ours }) => samePlaces(theirs, ours)).length,
    };
  });
  console.log("Policies / findings by code:");
  console.table(rows);
}

function printShares({ policies, alike, pairs, theirsOnly, oursOnly, leftOut }: Comparison): void {
  const errors = oursOnly.filter(({ finding }) => finding.findingType === "ERROR").length;
  const otherType = pairs.filter(({ theirs, ours }) => theirs.findingType !== ours.findingType).length;
  const shareOf = (same: typeof samePlaces) =>
    share(pairs.filter(({ theirs, ours }) => same(theirs, ours)).length, pairs.length);
  console.log(`Policies with the same codes: ${share(alike, policies)}`);
  console.log(`Common findings with the same words: ${shareOf(sameDetails)}`);
  console.log(`Common findings with the same places: ${shareOf(samePlaces)}`);
  console.log(`Common findings of another type: ${otherType}`);
  console.log(`AWS findings that we miss: ${theirsOnly.length}; our errors that AWS does not raise: ${errors}`);
  if (leftOut.length > 0) console.log(`\nLeft out (${leftOut.length}), because what exists changes from day to day:`);
  const byName = groupBy(leftOut, ({ finding }) => `${finding.issueCode}: ${finding.findingDetails}`);
  for (const [name, list] of byName) console.log(`  ${name} (${[...new Set(list.map(({ id }) => id))].join(", ")})`);
}

function printFinding(mark: string, { findingType, findingDetails, locations }: Answer): void {
  console.log(`  ${mark} ${findingType} ${findingDetails}`);
  for (const { path, span } of locations) {
    const way = path.map((step) => JSON.stringify(Object.values(step)[0])).join(" ");
    const last = Object.keys(path.at(-1) ?? {})[0] ?? "document";
    console.log(`      ${last} ${way} ${span.start.offset}-${span.end.offset}`);
  }
}

function printCode(code: string, { pairs, theirsOnly, oursOnly }: Comparison): void {
  const of = (list: readonly Lone[]) => list.filter(({ finding }) => finding.issueCode === code);
  const differing = pairs.filter(
    ({ theirs, ours }) => theirs.issueCode === code && !(sameDetails(theirs, ours) && samePlaces(theirs, ours)),
  );
  for (const { id, theirs, ours } of differing) {
    console.log(id);
    printFinding("AWS ", theirs);
    printFinding("ours", ours);
  }
  for (const [mark, list] of [
    ["AWS only", of(theirsOnly)],
    ["ours only", of(oursOnly)],
  ] as const) {
    for (const { id, finding } of list) {
      console.log(id);
      printFinding(mark, finding);
    }
  }
}

const samples = readSamples(values.samples);
if (samples === undefined) console.log("corpus not present");
else {
  const comparison = await compare(samples);
  if (values.code === undefined) {
    printTable(comparison);
    printShares(comparison);
  } else printCode(values.code, comparison);
}
