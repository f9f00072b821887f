import { describe, expect, it } from "vitest";
import type { RunResult } from "#lib/policies/rules/compare-runs.ts";
import { resultsByPlace } from "#lib/policies/rules/compare-runs.ts";
import { compareTexts } from "#lib/policies/rules/compare-texts.ts";
import { evaluateDocuments } from "#lib/policies/rules/evaluate-documents.ts";
import { fixedPlaces } from "#lib/policies/rules/fixed-places.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { ESCALATES } from "#tests/support/policies.ts";

/** What is said of the statement of `ESCALATES` on its lines 10 to 15, and of the wildcard on its line 13. */
const SAID = resultsByPlace(
  evaluateDocuments([{ name: "role.json", sha256: "0".repeat(64), text: ESCALATES }], STANDARD_PROFILE.definition),
);

/** The texts of the rows that carry the sign and the words. */
function placesIn(after: string, fixed: readonly RunResult[] = SAID.slice(0, 1)) {
  const rows = compareTexts(ESCALATES, after) ?? [];
  const words = (index: number) =>
    rows[index]?.pieces
      .map(({ text }) => text)
      .join("")
      .trim() ?? null;
  return fixedPlaces(rows, fixed).map(({ sign, under, results }) => [words(sign), words(under), results.length]);
}

describe("where it is said that a result is fixed", () => {
  it("is below its statement, with the sign at the line that came instead", () => {
    expect(placesIn(ESCALATES.replace('"iam:*"', '"iam:GetRole"'))).toEqual([['"Action": "iam:GetRole",', "}", 1]]);
  });

  it("is below all that arrived place of a statement that is gone", () => {
    const [head = ""] = ESCALATES.split('"Sid": "Roles"');
    expect(placesIn(`${head}"Sid": "Other", "Effect": "Deny" } ] }`)).toEqual([
      ['"Sid": "Other", "Effect": "Deny" } ] }', '"Sid": "Other", "Effect": "Deny" } ] }', 1],
    ]);
  });

  it("is below the statement where no line of it changed", () => {
    expect(placesIn(ESCALATES)).toEqual([["{", "}", 1]]);
  });

  it("is said once of all results of a place, and above the text of what has none", () => {
    const same = SAID.filter(({ reason }) => reason?.span?.start.line === 10);
    expect(same.length).toBeGreaterThan(1);
    const [first] = same;
    if (!first) throw new Error("The policy has no result");
    const placeless = { ...first, reason: null, whole: { ...first.whole, reasons: [] } };
    expect(placesIn(ESCALATES, [...same, placeless])).toEqual([
      [null, null, 1],
      ["{", "}", same.length],
    ]);
  });
});
