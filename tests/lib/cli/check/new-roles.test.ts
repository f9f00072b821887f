import { describe, expect, it } from "vitest";
import type { Report } from "#lib/cli/check/report.ts";
import { READ_ORDERS, roleTemplate, workspace } from "./workspace.ts";

const place = workspace();
const OLD = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n";
const statement = (action: string, resource: string) => ["Effect: Allow", `Action: ${action}`, `Resource: ${resource}`];

/** Compares a template with one that has no role, and tells what is said of new access, and whether it blocks. */
async function compared(now: string, ...args: string[]) {
  place.write({ "old.yaml": OLD, "now.yaml": now });
  const report: Report = await place.check("now.yaml", "--against", "old.yaml", "--gate", "new", ...args);
  const added = report.findings.filter(({ rule }) => rule === "ADDED_ACCESS");
  return { verdict: report.verdict, added: added.map(({ resource, level }) => `${resource} ${level}`), report };
}

/** As the CDK writes it: the policy of a role is a resource of its own. */
const apart = (holders: string) => `${roleTemplate(READ_ORDERS)}
  RolePolicy:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: Default
      PolicyDocument:
        Version: "2012-10-17"
        Statement: [{ Effect: Allow, Action: sqs:SendMessage, Resource: "arn:aws:sqs:us-east-1:111122223333:orders" }]
      ${holders}
`;

describe("a new role that a service takes", () => {
  it("is said to be new, and does not block, with what only it holds", async () => {
    const one = await compared(roleTemplate(READ_ORDERS));
    expect(one).toMatchObject({ verdict: "pass", added: ["AppRole warning", "AppRole warning"] });
    expect(one.report.findings[0]?.message).toContain("a new role that only services may take");
    const both = await compared(apart("Roles: [!Ref AppRole]"));
    expect(both).toMatchObject({
      verdict: "pass",
      added: ["AppRole warning", "AppRole warning", "RolePolicy warning"],
    });
    const serverless = await compared(`Transform: AWS::Serverless-2016-10-31
Resources:
  Reader:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      InlineCode: "0"
      Policies:
        - Version: "2012-10-17"
          Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::orders/*" }]
`);
    expect(new Set(serverless.added.map((one) => one.split(" ").at(-1)))).toEqual(new Set(["warning"]));
  });

  it("fails where warnings are to fail", async () => {
    place.write({ "old.yaml": OLD, "now.yaml": roleTemplate(READ_ORDERS) });
    const run = (...args: string[]) => place.text("now.yaml", "--against", "old.yaml", "--gate", "new", ...args);
    expect((await run()).exitCode).toBe(0);
    expect((await run("--fail-on", "incomplete")).exitCode).toBe(2);
  });

  it.each([
    ["somebody else may take", roleTemplate(READ_ORDERS, 'AWS: "arn:aws:iam::111122223333:root"')],
    [
      "a service and somebody else may take",
      roleTemplate(READ_ORDERS, '{ Service: ec2.amazonaws.com, AWS: "111122223333" }'),
    ],
    ["may do all of a service with everything", roleTemplate(statement("s3:*", '"*"'))],
    ["may do everything but something", roleTemplate(["Effect: Allow", "NotAction: iam:*", 'Resource: "*"'])],
    ["another check objects to", roleTemplate(statement("iam:CreateUser", '"*"'))],
    ["a check could not tell about", roleTemplate(statement("!ImportValue Some", '"*"'))],
  ])("blocks where it is one that %s", async (_, now) => {
    const { added, verdict } = await compared(now);
    expect(verdict).not.toBe("pass");
    expect(added.filter((one) => one.endsWith("warning"))).toEqual([]);
  });

  it.each([
    ["a user holds too", "Roles: [!Ref AppRole]\n      Users: [ada]"],
    ["a role outside of the template holds too", "Roles: [!Ref AppRole, deployer]"],
  ])("does not let a policy pass that %s", async (_, holders) => {
    const { added, verdict } = await compared(apart(holders));
    expect({ verdict, added }).toEqual({ verdict: "blocked", added: expect.arrayContaining(["RolePolicy blocking"]) });
  });

  it("is none where a resource of SAM gives what was there more, or lets a service in to it", async () => {
    const before = `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders: { Type: AWS::Serverless::SimpleTable }
  Role: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [] } } }
  Reader:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: i.h, InlineCode: "0", Role: !GetAtt Role.Arn }
  Writer:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: i.h, InlineCode: "0" }
`;
    const connected = `${before}  Link:
    Type: AWS::Serverless::Connector
    Properties: { Source: { Id: Writer }, Destination: { Id: Orders }, Permissions: [Write] }
`;
    const told = before.replace(
      "Role: !GetAtt Role.Arn }",
      "Role: !GetAtt Role.Arn, Events: { Told: { Type: SNS, Properties: { Topic: arn:aws:sns:us-east-1:111122223333:told } } } }",
    );
    for (const now of [connected, told]) {
      place.write({ "old.yaml": before, "now.yaml": now });
      const { verdict, findings } = await place.check("now.yaml", "--against", "old.yaml", "--gate", "new");
      const levels = findings.filter(({ rule }) => rule === "ADDED_ACCESS").map(({ level }) => level);
      expect({ verdict, levels: new Set(levels) }).toEqual({ verdict: "blocked", levels: new Set(["blocking"]) });
    }
  });

  it("is none where the role was there, or where the profile allows less", async () => {
    place.write({ "old.yaml": roleTemplate(statement("s3:GetObject", '"arn:aws:s3:::other/*"')) });
    place.write({ "now.yaml": roleTemplate(READ_ORDERS) });
    const grown = await place.check("now.yaml", "--against", "old.yaml", "--gate", "new");
    expect(grown.findings.map(({ rule, level }) => `${rule} ${level}`)).toEqual(["ADDED_ACCESS blocking"]);
    place.write({
      "allowed.json": { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sqs:*", Resource: "*" }] },
    });
    const beyond = await compared(roleTemplate(READ_ORDERS), "--reference", "allowed.json");
    expect(beyond).toMatchObject({ verdict: "blocked", added: ["AppRole blocking", "AppRole blocking"] });
  });
});
