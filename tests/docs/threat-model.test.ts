import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readThreatModel } from "#lib/threat-models/formats/read.ts";
import { isUndocumented } from "#lib/threat-models/unmitigated.ts";
import { NOT_SO, STATEMENTS, testSources, testsIn } from "../../scripts/security-statements.mjs";

describe("the application's own threat model", () => {
  const reading = readThreatModel(readFileSync("docs/threat-model.tc.json", "utf8"));

  it("is read without a word of complaint, with a mitigation for each threat", () => {
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
    expect(reading.warnings).toEqual([]);
    expect(reading.threats.length).toBeGreaterThan(10);
    expect(reading.threats.filter(isUndocumented)).toEqual([]);
  });

  it("rests on statements that docs/security.md holds, none of which does not hold or is without a test", () => {
    if (!reading.ok) throw new Error("The previous version cannot be read.");
    const named = reading.mitigations.map(({ content }) => content.slice(0, 3));
    expect(named.filter((id) => !(id in STATEMENTS))).toEqual([]);
    expect(named.filter((id) => id in NOT_SO)).toEqual([]);
    const proved = new Set(testsIn(testSources()).map(({ number }: { number: string }) => number));
    expect(named.filter((id) => !proved.has(id))).toEqual([]);
  });
});
