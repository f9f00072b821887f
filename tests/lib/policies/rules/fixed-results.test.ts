import { describe, expect, it } from "vitest";
import { resultsByPlace } from "#lib/policies/rules/compare-runs.ts";
import { evaluateDocuments } from "#lib/policies/rules/evaluate-documents.ts";
import { mendedSince } from "#lib/policies/rules/fixed-results.ts";
import type { ResultWaiver } from "#lib/policies/rules/result-waiver.ts";
import type { StoredResult } from "#lib/policies/rules/run-view.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { ESCALATES, READ_ONE_BUCKET, sha256Of } from "#tests/support/policies.ts";

function run(text: string, name = "role.json"): StoredResult[] {
  const documents = [{ name, sha256: sha256Of(text), text }];
  const results = evaluateDocuments(documents, STANDARD_PROFILE.definition, { hash: (said) => sha256Of(String(said)) });
  return results.map((result, id) => ({ ...result, id }));
}

const NARROWER = ESCALATES.replace('"iam:*"', '"iam:PassRole"');

describe("whether what was asked about is fixed", () => {
  const [escalation] = resultsByPlace(run(ESCALATES));
  const mended = (now: string, waivers: ResultWaiver[] = []) =>
    mendedSince(run(ESCALATES), { now: run(now), waivers })(escalation?.key ?? "");

  it("is not while the same content still has it", () => {
    expect(mended(ESCALATES)).toBe(false);
  });

  it("is once it is gone", () => {
    expect(mended(READ_ONE_BUCKET)).toBe(true);
  });

  it("is once its document is removed", () => {
    const now = run(READ_ONE_BUCKET, "another.json");
    expect(mendedSince(run(ESCALATES), { now, waivers: [] })(escalation?.key ?? "")).toBe(true);
  });

  it("is not known where its document cannot be read any more", () => {
    expect(mended("{")).toBeNull();
  });

  it("is not by a change of its statement that leaves it there", () => {
    const key = resultsByPlace(run(ESCALATES)).find(({ reason }) => reason?.rule === "Passing of sensitive roles")?.key;
    expect(mendedSince(run(ESCALATES), { now: run(NARROWER), waivers: [] })(key ?? "")).toBe(false);
  });

  const given: ResultWaiver = {
    id: 1,
    documentName: "role.json",
    fingerprint: escalation?.fingerprint ?? "",
    reason: "Moves next week",
    askedBy: null,
    askReason: null,
    approvedBy: null,
    approvedAt: new Date("2026-11-25T09:00:00Z"),
    expiresOn: "2026-12-01",
    endedAt: null,
    endedBy: null,
    endReason: null,
    active: true,
  };

  it("is while a waiver lets it stand", () => {
    expect(mended(ESCALATES, [given])).toBe(true);
    expect(mended(ESCALATES, [{ ...given, active: false }])).toBe(false);
  });

  it("is not by another name of its document, unless a waiver lets it stand there", () => {
    const renamed = (waivers: ResultWaiver[]) =>
      mendedSince(run(ESCALATES), { now: run(ESCALATES, "new.json"), waivers })(escalation?.key ?? "");
    expect(renamed([])).toBe(false);
    expect(renamed([given])).toBe(false);
    expect(renamed([{ ...given, documentName: "new.json" }])).toBe(true);
  });

  it("is while a waiver lets its statement stand as it reads now", () => {
    const wider = ESCALATES.replace('"iam:*"', '["iam:*", "s3:*"]');
    const [changed] = resultsByPlace(run(wider));
    expect(mended(wider)).toBe(false);
    expect(mended(wider, [{ ...given, fingerprint: changed?.fingerprint ?? "" }])).toBe(true);
  });
});
