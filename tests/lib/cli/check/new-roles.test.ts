import { describe, expect, it } from "vitest";
import type { Report } from "#lib/cli/check/report/report.ts";
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
    expect(one.report.findings[0]?.message).toContain("a new role that only services can");
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
    ["someone else may take", roleTemplate(READ_ORDERS, 'AWS: "arn:aws:iam::111122223333:root"')],
    [
      "a service and someone else may take",
      roleTemplate(READ_ORDERS, '{ Service: ec2.amazonaws.com, AWS: "111122223333" }'),
    ],
    ["any service may take", roleTemplate(READ_ORDERS, 'Service: "*"')],
    ["may do all of a service with everything", roleTemplate(statement("s3:*", '"*"'))],
    ["may do everything but something", roleTemplate(["Effect: Allow", "NotAction: iam:*", 'Resource: "*"'])],
    ["may do all of a service, whatever its name is like", roleTemplate(statement("s3:?*", '"*"'))],
    ["may do all that a service has, in parts", roleTemplate(statement('["s3:*e*", "s3:*a*", "s3:*o*"]', '"*"'))],
    ["may do all of a service with all buckets", roleTemplate(statement("s3:*", "arn:aws:s3:::*"))],
    ["may do all of a service in any account", roleTemplate(statement("S3:*", "arn:aws:s3:*:*:*"))],
    [
      "may do all of a service with all that it has, among others",
      roleTemplate(statement("dynamodb:*", '["arn:aws:dynamodb:*:*:*", "arn:aws:s3:::y"]')),
    ],
    [
      "may do all of a service with all but something",
      roleTemplate(statement("s3:*", '"*"').with(2, "NotResource: arn:aws:s3:::x")),
    ],
    [
      "may do all of a service under a condition",
      roleTemplate([...statement("s3:*", '"*"'), 'Condition: { Bool: { "aws:SecureTransport": "true" } }']),
    ],
    [
      "may do all of a service in one deployment",
      `Parameters: { Stage: { Type: String, Default: dev } }
Conditions: { IsLive: !Equals [!Ref Stage, live] }
${roleTemplate(statement("!If [IsLive, 's3:*', 's3:GetObject']", '"*"'))}`,
    ],
    [
      "someone else may take in one deployment",
      `Parameters: { Stage: { Type: String, Default: dev } }
Conditions: { IsLive: !Equals [!Ref Stage, live] }
${roleTemplate(READ_ORDERS, '"Fn::If": [IsLive, { AWS: "111122223333" }, { Service: ec2.amazonaws.com }]')}`,
    ],
    ["may attach any policy to a role", roleTemplate(statement("iam:AttachRolePolicy", '"*"'))],
    [
      "may write a policy into a role",
      roleTemplate(
        statement('["iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"]', "arn:aws:iam::111122223333:role/*"),
      ),
    ],
    ["may become any role", roleTemplate(statement("sts:AssumeRole", '"*"'))],
    [
      "may become any role of its account",
      roleTemplate(statement("sts:AssumeRole", '"arn:aws:iam::111122223333:role/*"')),
    ],
    ["may become any role of another account", roleTemplate(statement("sts:Assume*", '"arn:aws:iam::444455556666:*"'))],
    ["may become any role, in other words", roleTemplate(statement('"sts:?ssumeRol*"', '"*"'))],
    [
      "may become any role but one",
      roleTemplate(statement("sts:AssumeRole", '"*"').with(2, "NotResource: arn:aws:iam::111122223333:role/x")),
    ],
    [
      "may become any role under a condition",
      roleTemplate([
        ...statement("sts:AssumeRole", '"*"'),
        'Condition: { StringEquals: { "iam:ResourceTag/team": "a" } }',
      ]),
    ],
    ["may read every object", roleTemplate(statement("s3:GetObject", '"*"'))],
    ["may read and write every object", roleTemplate(statement('["s3:Get*", "s3:Put*"]', '"*"'))],
    ["may read every object, in other words", roleTemplate(statement('"S3:?et*t"', "arn:aws:s3:::*/*"))],
    ["may empty every bucket", roleTemplate(statement('["s3:ListBucket", "s3:DeleteObject*"]', '["arn:aws:s3:::*"]'))],
    [
      "may read every object but some",
      roleTemplate(statement("s3:GetObject", '"*"').with(2, "NotResource: arn:aws:s3:::x/*")),
    ],
    [
      "may read every object under a condition",
      roleTemplate([
        ...statement("s3:GetObject", '"*"'),
        'Condition: { StringEquals: { "s3:ExistingObjectTag/team": "a" } }',
      ]),
    ],
    ["may use every directory bucket", roleTemplate(statement("s3express:CreateSession", '"*"'))],
    ["may write the policy of every bucket", roleTemplate(statement("s3:PutBucketPolicy", '"arn:aws:s3:::*"'))],
    ["may open every bucket", roleTemplate(statement("s3:PutAccountPublicAccessBlock", '"*"'))],
    ["may write the policy of every key", roleTemplate(statement("kms:PutKeyPolicy", '"arn:aws:kms:*:*:key/*"'))],
    [
      "may write the policy of every secret of an account",
      roleTemplate(statement("secretsmanager:Put*Policy", '"arn:aws:secretsmanager:eu-west-1:444455556666:secret:*"')),
    ],
    ["may let others call every function", roleTemplate(statement("lambda:AddPermission", '"*"'))],
    ["may write the policy of every stream", roleTemplate(statement("kinesis:PutResourcePolicy", '"*"'))],
    ["may let services write logs", roleTemplate(statement("logs:PutResourcePolicy", '"*"'))],
    ["may write policies of a service that was not found", roleTemplate(statement("brandnew:Put*Policy", '"*"'))],
    ["may become the root user of any account", roleTemplate(statement("sts:AssumeRoot", '"*"'))],
    ["another check objects to", roleTemplate(statement("iam:CreateUser", '"*"'))],
    ["a check could not tell about", roleTemplate(statement("!ImportValue Some", '"*"'))],
  ])("blocks where it is one that %s", async (_, now) => {
    const { added, verdict } = await compared(now);
    expect(verdict).not.toBe("pass");
    expect(added.filter((one) => one.endsWith("warning"))).toEqual([]);
  });

  it.each([
    ["part of a service with everything", statement('["sqs:Get*", "sqs:Send*"]', '"*"')],
    ["what S3 has no resource for", statement("s3:ListAllMyBuckets", '"*"')],
    ["what S3 has, named in part", statement("s3:Get*", '["arn:aws:s3:::orders-*", "arn:aws:s3:::*/public/*"]')],
    ["the policy of one thing", statement("s3:Put*Policy", "arn:aws:s3:::orders")],
    ["policies that say nothing of access", statement('["logs:PutRetentionPolicy", "ecr:PutLifecyclePolicy"]', '"*"')],
    ["all of a service with one thing", statement("s3:*", '["arn:aws:s3:::orders", "arn:aws:s3:::orders/*"]')],
    [
      "one service by name and another by its things",
      statement('["sqs:*", "dynamodb:Get*"]', '["arn:aws:sqs:*:*:orders", "arn:aws:dynamodb:*:*:*"]'),
    ],
    [
      "all of a small service, word by word",
      statement(
        '["ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"]',
        '"*"',
      ),
    ],
    ["assume one role by its name", statement("sts:AssumeRole", "arn:aws:iam::444455556666:role/orders")],
    ["assume roles that it names in part", statement("sts:AssumeRole", "arn:aws:iam::*:role/orders-*")],
    ["what can be read of services that only tell something", statement("health:Describe*", '"*"')],
  ])("passes where it may do %s", async (_, of) => {
    const { added, verdict } = await compared(roleTemplate(of));
    expect({ verdict, added: new Set(added) }).toEqual({ verdict: "pass", added: new Set(["AppRole warning"]) });
  });

  it("passes with what AWS gives an instance", async () => {
    const now = roleTemplate(READ_ORDERS).replace(
      "      Policies:",
      "      ManagedPolicyArns: [arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore]\n      Policies:",
    );
    const { added, verdict } = await compared(now);
    expect({ verdict, added: new Set(added) }).toEqual({ verdict: "pass", added: new Set(["AppRole warning"]) });
  });

  it("is told by all that it holds together", async () => {
    const inline = (name: string, action: string, resource: string) => `        - PolicyName: ${name}
          PolicyDocument:
            Version: "2012-10-17"
            Statement: [{ Effect: Allow, Action: "${action}", Resource: "${resource}" }]
`;
    const pass = inline("pass", "iam:PassRole", "arn:aws:iam::111122223333:role/web");
    const run = inline("run", "ec2:RunInstances", "*");
    const levels = async (...of: string[]) => {
      const { added } = await compared(`${roleTemplate(READ_ORDERS)}${of.join("")}`);
      return new Set(added.map((one) => one.split(" ").at(-1)));
    };
    expect(await levels(pass)).toEqual(new Set(["warning"]));
    expect(await levels(run)).toEqual(new Set(["warning"]));
    expect(await levels(pass, run)).toEqual(new Set(["blocking"]));
  });

  it("is told by what a policy next to it gives with its own", async () => {
    const start = 'Action: ec2:RunInstances, Resource: "*"';
    const beside = (what: string) =>
      apart("Roles: [!Ref AppRole]").replace(/Action: sqs:SendMessage, Resource: "[^"]*"/, what);
    expect((await compared(beside(start))).verdict).toBe("pass");
    const pass = statement("iam:PassRole", "arn:aws:iam::111122223333:role/web");
    const both = await compared(beside(start).replace(roleTemplate(READ_ORDERS), roleTemplate(pass)));
    expect(new Set(both.added.map((one) => one.split(" ").at(-1)))).toEqual(new Set(["blocking"]));
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
