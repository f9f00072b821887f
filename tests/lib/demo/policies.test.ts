import { describe, expect, it } from "vitest";
import { HALF_FIXED } from "#lib/demo/content/policies.ts";
import { compareRuns } from "#lib/policies/rules/compare-runs.ts";
import { evaluateDocuments } from "#lib/policies/rules/evaluate-documents.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";

describe("the half-fixed document of the demo", () => {
  it("has a revision that fixes something, leaves something and brings something new", () => {
    const { name, first, revised } = HALF_FIXED("log-pipeline");
    const run = (text: string) => evaluateDocuments([{ name, sha256: name, text }], STANDARD_PROFILE.definition);
    const { appeared, still, fixed, unknown } = compareRuns(run(first), run(revised));
    const said = (list: typeof fixed) => list.map(({ whole, reason }) => reason?.rule ?? whole.check);
    expect(said(fixed)).toEqual(["no_public_access"]);
    expect(said(still)).toEqual(["CloudTrail tampering"]);
    expect(said(appeared)).toContain("Passing of sensitive roles");
    expect(appeared.map(({ whole }) => whole.verdict)).toContain("incomplete");
    expect(unknown).toEqual([]);
  });
});
