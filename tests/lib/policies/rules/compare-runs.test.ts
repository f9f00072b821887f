import { describe, expect, it } from "vitest";
import { compareRuns, findingsOf } from "#lib/policies/rules/compare-runs.ts";
import { evaluateDocuments } from "#lib/policies/rules/evaluate-documents.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { ESCALATES, READ_ONE_BUCKET } from "#tests/support/policies.ts";

function run(text: string) {
  return evaluateDocuments([{ name: "role.json", sha256: "0".repeat(64), text }], STANDARD_PROFILE.definition);
}

describe("compareRuns", () => {
  it("has one finding per rule and statement", () => {
    expect(findingsOf(run(ESCALATES)).map(({ reason }) => [reason?.rule, reason?.statementId])).toEqual([
      ["No privilege escalation", "Roles"],
      ["No passing of sensitive roles", "Roles"],
    ]);
  });

  it("says what is new and what is fixed", () => {
    const worse = compareRuns(run(READ_ONE_BUCKET), run(ESCALATES));
    expect([worse.appeared.length, worse.still.length, worse.fixed.length]).toEqual([2, 0, 0]);
    const better = compareRuns(run(ESCALATES), run(READ_ONE_BUCKET));
    expect([better.appeared.length, better.still.length, better.fixed.length]).toEqual([0, 0, 2]);
  });

  it("knows a statement with a Sid again after others moved in front of it", () => {
    const policy = JSON.parse(ESCALATES) as { Statement: unknown[] };
    const moved = JSON.stringify({ ...policy, Statement: [...policy.Statement].reverse() });
    const same = compareRuns(run(ESCALATES), run(moved));
    expect([same.appeared.length, same.still.length, same.fixed.length]).toEqual([0, 2, 0]);
  });

  it("knows a part that can not be resolved again when lines above it change", () => {
    const template = (comment: string) =>
      `${comment}Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument: !ImportValue Policy\n`;
    const same = compareRuns(run(template("")), run(template("# one line more\n")));
    expect([same.appeared.length, same.still.length, same.fixed.length]).toEqual([0, 1, 0]);
  });
});
