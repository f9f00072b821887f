import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { workspace } from "../workspace.ts";

const place = workspace();
const HIDDEN = "hunter2-is-hidden";

/** Everything that is printed of a file, in the formats that quote most. */
async function printed(files: Record<string, string | object>): Promise<string> {
  place.write(files);
  const names = Object.keys(files);
  const { text } = await place.text(...names, "--write", "sarif=a.sarif", "--write", "markdown=a.md");
  const written = ["a.sarif", "a.md"].map((name) => readFileSync(path.join(place.folder, name), "utf8"));
  return [text, ...written, JSON.stringify(await place.check(...names))].join("\n");
}

describe("the value of a hidden parameter is shown nowhere", () => {
  it.each([
    ["a default that appears twice", `    NoEcho: true\n    Default: ${HIDDEN}\n    Default: ${HIDDEN}`],
    ["a default with an anchor", `    NoEcho: true\n    Default: &x ${HIDDEN}`],
    [
      "allowed values on lines of their own",
      `    NoEcho: true\n    AllowedValues:\n      - ${HIDDEN}\n    NoEcho: true`,
    ],
  ])("where the text cannot be read: %s", async (_, parameter) => {
    const text = `Parameters:\n  Pw:\n    Type: String\n${parameter}\nResources: {}\n`;
    const all = await printed({ "t.yaml": text });
    expect(all).toContain("UNREADABLE_FILE");
    expect(all).not.toContain(HIDDEN);
  });

  it("where a condition compares it with a literal, whose branch is named", async () => {
    const admin = { Effect: "Allow", Action: "*", Resource: "*" };
    const policy = { Statement: [{ "Fn::If": ["Is", admin, { Ref: "AWS::NoValue" }] }] };
    const template = {
      Parameters: { Pw: { Type: "String", NoEcho: true, Default: HIDDEN } },
      Conditions: { Is: { "Fn::Equals": [{ Ref: "Pw" }, HIDDEN] } },
      Resources: { P: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: policy } } },
    };
    expect(await printed({ "t.json": template })).not.toContain(HIDDEN);
  });

  it("where a plan marks it as sensitive", async () => {
    const policy = JSON.stringify({ Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });
    const change = {
      actions: ["create"],
      after: { name: HIDDEN, role: "app", policy },
      after_sensitive: { name: true },
      after_unknown: {},
    };
    const resource = { address: "aws_iam_role_policy.x", mode: "managed", type: "aws_iam_role_policy", name: "x" };
    const plan = { format_version: "1.2", planned_values: {}, resource_changes: [{ ...resource, change }] };
    const all = await printed({ "plan.json": plan });
    expect(all).toContain("aws_iam_role_policy.x");
    expect(all).not.toContain(HIDDEN);
  });

  it("and a broken text is told what is wrong with it, at its place", async () => {
    place.write({
      "t.json": `{"Parameters":{"DbPassword":{"Default":"${HIDDEN}"}},\n"Resources":{},\n"Resources":{}}`,
    });
    const { findings } = await place.check("t.json");
    expect(findings).toMatchObject([{ rule: "UNREADABLE_FILE", line: 3, column: 1 }]);
    expect(findings[0]?.message).toContain("appears twice");
  });
});
