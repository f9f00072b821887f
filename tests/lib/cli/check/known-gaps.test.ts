import { describe, expect, it } from "vitest";
import { workspace } from "./workspace.ts";

const place = workspace();

const GAP = [
  "  Open:",
  "    Type: AWS::IAM::ManagedPolicy",
  "    Properties:",
  "      PolicyDocument:",
  '        Version: "2012-10-17"',
  "        Statement: {Effect: Allow, Action: s3:GetObject, Resource: !Ref Where}",
];
const OTHER = ["  Other:", "    Type: AWS::SQS::Queue"];
const yaml = (...lines: string[][]) => `${lines.flat().join("\n")}\n`;

const BEFORE = yaml(["Transform: Macro", "Parameters:", "  Where: {Type: String}", "Resources:"], GAP);
/** The same gaps among other things, in another order. */
const AFTER = yaml(
  ["# A comment.", "Mappings: {Names: {a: {b: c}}}", "Resources:"],
  OTHER,
  ["  # Another one."],
  GAP,
  [
    "Conditions: {IsOther: !Equals [a, b]}",
    "Parameters:",
    "  More: {Type: String, Default: x}",
    "  Where: {Type: String}",
  ],
  ["Transform: Macro"],
);

describe("a gap in a template that changes beside it", () => {
  it("stays accepted by a baseline", async () => {
    place.write({ "template.yaml": BEFORE });
    const { text, exitCode } = await place.text("template.yaml", "--format", "json");
    expect(exitCode).toBe(3);
    place.write({ "baseline.json": text, "template.yaml": AFTER });
    const report = await place.check("template.yaml", "--baseline", "baseline.json");
    expect(report.findings.map(({ rule, accepted }) => [rule, accepted])).toEqual([
      ["INCOMPLETE_POLICY", "baseline"],
      ["INCOMPLETE_POLICY", "baseline"],
    ]);
    expect(report.exitCode).toBe(0);
  });

  it("stays accepted by its id, and is there before in a comparison", async () => {
    place.write({ "template.yaml": BEFORE });
    const ids = (await place.check("template.yaml")).findings.flatMap(({ id }) => ["--ignore", id ?? ""]);
    place.write({ "template.yaml": AFTER, "old.yaml": BEFORE });
    expect((await place.check("template.yaml", ...ids)).exitCode).toBe(0);
    const { findings, exitCode } = await place.check("template.yaml", "--against", "old.yaml", "--gate", "new");
    expect(findings.map(({ rule, state }) => `${rule} ${state}`)).toEqual([
      "INCOMPLETE_POLICY unchanged",
      "INCOMPLETE_POLICY unchanged",
    ]);
    expect(exitCode).toBe(0);
  });
});
