import { describe, expect, it } from "vitest";
import { overallVerdict } from "#lib/checks/verdict.ts";
import { compareRuns, resultsByPlace } from "#lib/policies/rules/compare-runs.ts";
import type { DocumentResult } from "#lib/policies/rules/evaluate-documents.ts";
import { isUnlisted, keptResults } from "#lib/policies/rules/kept-results.ts";
import { openCounts, total } from "#lib/policies/rules/open-counts.ts";
import type { ResultReason } from "#lib/policies/rules/result-reason.ts";
import { sha256Of } from "#tests/support/policies.ts";

const failing = (at: number, parts: Partial<DocumentResult> = {}): DocumentResult => ({
  sha256: "0".repeat(64),
  documentName: "plan.json",
  check: "no_new_access",
  logicalId: `policy${at}`,
  policyName: null,
  policyKind: "identity",
  verdict: "fail",
  blocking: true,
  message: "New access.",
  reasons: [reason(at)],
  ...parts,
});
const reason = (at: number): ResultReason => ({
  description: "New access in a statement.",
  statementIndex: 0,
  fingerprint: sha256Of(`${at}`),
});
const passing = (at: number, parts: Partial<DocumentResult> = {}): DocumentResult =>
  failing(at, { verdict: "pass", blocking: false, reasons: [], ...parts });
const many = (count: number, made: (at: number) => DocumentResult) =>
  Array.from({ length: count }, (_, at) => made(at));
const kept = (results: DocumentResult[]) => keptResults(results, sha256Of);

describe("the results that a run keeps", () => {
  it("are all of them, as they were found, where they are not many", () => {
    const results = [passing(0), failing(1), passing(2)];
    expect(kept(results)).toEqual(results);
  });

  it("are the first 1,000 that block, and one line for each verdict of the rest that counts it", () => {
    const results = [...many(1_500, passing), ...many(2_400, failing), failing(0, { verdict: "incomplete" })];
    const found = kept(results);
    expect(found.filter(isUnlisted)).toMatchObject([
      { verdict: "fail", blocking: true, reasons: [{ unlisted: { count: 1_400 } }] },
      { verdict: "incomplete", blocking: true, reasons: [{ unlisted: { count: 1 } }] },
      { verdict: "pass", blocking: false, reasons: [{ level: "suggestion", unlisted: { count: 1_500 } }] },
    ]);
    expect(found.filter((one) => !isUnlisted(one))).toEqual(many(1_000, failing));
  });

  it("say the same verdict, and count the same that blocks, as all of them do", () => {
    const verdicts = ["pass", "fail", "incomplete", "error"] as const;
    const results = many(5_000, (at) => {
      const verdict = verdicts[at % 4] ?? "pass";
      return failing(at, { verdict, blocking: verdict !== "pass", reasons: verdict === "pass" ? [] : [reason(at)] });
    });
    const found = kept(results);
    expect(openCounts(found, [])).toEqual(openCounts(results, []));
    expect(total(resultsByPlace(found).filter(({ blocking }) => blocking))).toBe(3_750);
    expect(overallVerdict(found.map(({ verdict }) => verdict))).toBe("fail");
  });

  it("never pass in a document of which only what blocks less is listed", () => {
    const other = (at: number) => failing(at, { documentName: "other.json", verdict: "incomplete" });
    const found = kept([...many(1_200, failing), other(0)]);
    const ofOther = found.filter(({ documentName }) => documentName === "other.json");
    expect(openCounts(ofOther, [])).toEqual({ open: 1, failing: 0, errors: 0, waived: 0 });
  });

  it("are so many of the places of one check, too", () => {
    const wide = failing(0, { reasons: Array.from({ length: 1_500 }, (_, at) => reason(at)) });
    const [first, rest] = kept([wide]);
    expect(first?.reasons).toEqual(wide.reasons.slice(0, 1_000));
    expect(rest).toMatchObject({ check: "unlisted", verdict: "fail", reasons: [{ unlisted: { count: 500 } }] });
    expect(rest?.reasons[0]).not.toHaveProperty("fingerprint");
  });

  it("have texts that a page can show, and together half a million characters", () => {
    const long = "x".repeat(200_000);
    const wordy = (at: number): DocumentResult =>
      failing(at, {
        message: long,
        reasons: [{ ...reason(at), description: long, statementId: long, sentence: long }],
      });
    const found = kept(many(900, wordy));
    expect(JSON.stringify(found).length).toBeLessThan(700_000);
    expect(openCounts(found, []).open).toBe(900);
  });

  it("are kept the same when they are kept again", () => {
    const once = kept([...many(700, passing), ...many(1_300, failing)]);
    expect(openCounts(kept(once), [])).toEqual(openCounts(once, []));
  });

  it("differ in the line for the rest where the rest differs", () => {
    const [a, b] = [many(1_100, failing), many(1_100, (at) => failing(at < 1_050 ? at : at + 1))].map(
      (results) => kept(results).find(isUnlisted)?.reasons[0]?.unlisted,
    );
    expect(a?.count).toBe(b?.count);
    expect(a?.digest).not.toBe(b?.digest);
  });
});

describe("two runs of which not all results are listed", () => {
  const few = many(900, failing);
  const cut = kept(many(2_000, (at) => failing(at + 500)));

  it("do not say that what is not listed is fixed", () => {
    const { fixed, unknown } = compareRuns(few, cut);
    expect([fixed.length, unknown.length]).toEqual([0, 500]);
  });

  it("do not say that what was not listed is new", () => {
    const { appeared, still } = compareRuns(cut, few);
    expect([appeared.length, still.length]).toEqual([0, 400]);
  });
});
