import { describe, expect, it } from "vitest";
import { escalationsOf } from "#lib/checks/escalations.ts";
import { readTemplate } from "#lib/templates/read.ts";

const NOTHING = { Ref: "AWS::NoValue" };
const when = (condition: string, statement: object) => ({ "Fn::If": [condition, statement, NOTHING] });
const allow = (Action: string) => ({ Effect: "Allow", Action, Resource: "*" });
const DENY = { Effect: "Deny", Action: "iam:*", Resource: "*" };

/** Titles of the paths of a group with an inline policy for each of the lists of statements. */
function paths(...policies: unknown[][]): string[] {
  const Policies = policies.map((Statement, index) => ({
    PolicyName: `p${index}`,
    PolicyDocument: { Version: "2012-10-17", Statement },
  }));
  const parameter = { Type: "String", Default: "no" };
  const text = JSON.stringify({
    Parameters: { A: parameter, B: parameter },
    Conditions: { HasA: { "Fn::Equals": [{ Ref: "A" }, "yes"] }, HasB: { "Fn::Equals": [{ Ref: "B" }, "yes"] } },
    Resources: { G: { Type: "AWS::IAM::Group", Properties: { Policies } } },
  });
  const reading = readTemplate(text);
  if (!reading.ok) throw new Error("The template cannot be read.");
  return escalationsOf(reading.policies).flatMap((one) => one.paths.map(({ title }) => title));
}

describe("escalation paths of policies with branches", () => {
  it("are those of any case", () => {
    expect(paths([when("HasA", allow("iam:AddUserToGroup"))])).toEqual(["Join a group"]);
    expect(paths([when("HasA", allow("iam:AddUserToGroup"))], [when("HasB", allow("iam:PutUserPolicy"))])).toEqual(
      expect.arrayContaining(["Join a group", "Add an inline policy to a user"]),
    );
  });

  it("are made of what two policies give in one deployment", () => {
    const pass = when("HasA", allow("iam:PassRole"));
    expect(paths([pass], [when("HasB", allow("ec2:RunInstances"))])).toEqual(["Launch an instance with another role"]);
    expect(paths([{ "Fn::If": ["HasA", allow("iam:PassRole"), allow("ec2:RunInstances")] }])).toEqual([]);
  });

  it("are not held back by a Deny that does not exist in every case", () => {
    expect(paths([allow("iam:PutUserPolicy")], [when("HasA", DENY)])).toEqual(["Add an inline policy to a user"]);
    expect(paths([allow("iam:PutUserPolicy")], [DENY])).toEqual([]);
    expect(paths([when("HasA", allow("iam:PutUserPolicy"))], [when("HasA", DENY)])).toEqual([]);
  });
});
