import { describe, expect, it } from "vitest";
import { judgeDocument } from "#lib/checks/judge-document.ts";
import { DEFAULT_PROFILE } from "#lib/checks/profile-file.ts";
import { readProfile } from "#lib/checks/read-profile.ts";
import { readTemplate, type TemplateOptions } from "#lib/templates/read.ts";

const PARAMETERS = `Parameters:
  Actions: { Type: String, Default: "s3:GetObject" }
  Who: { Type: String, Default: me, NoEcho: true }
  Open: { Type: String, Default: "no", AllowedValues: ["yes", "no"] }
  Unused: { Type: String, Default: nothing }
`;

function template(action: string, resource = "arn:aws:s3:::reports/*", parameters = PARAMETERS): string {
  return `${parameters}Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement: [{ Effect: Allow, Action: ${action}, Resource: ${resource} }]
`;
}

function taken(text: string, options: TemplateOptions = {}) {
  const document = { name: "t.yaml", text, reading: readTemplate(text, options) };
  const results = judgeDocument(document, readProfile(DEFAULT_PROFILE), { hash: (content) => content });
  return results.flatMap(({ verdict, reasons }) =>
    reasons.filter(({ rule }) => rule === "PARAMETER_DEFAULTS").map((reason) => ({ verdict, ...reason })),
  );
}

describe("parameters that nobody gave a value", () => {
  it("are said to be taken for their defaults, where these decide what a policy says, as advice", () => {
    const [said, ...others] = taken(template("!Ref Actions"));
    expect(said).toMatchObject({
      verdict: "pass",
      level: "suggestion",
      description: "Judged with parameters at their defaults: Actions = s3:GetObject.",
      fingerprint: expect.any(String),
    });
    expect(others).toEqual([]);
  });

  it("are said once for all policies, and without the value of one that is not to be shown, nor a name for it", () => {
    const both = template("!Ref Actions", `!Sub "arn:aws:s3:::\${Who}/*"`);
    expect(taken(both).map(({ description, fingerprint }) => [description, fingerprint])).toEqual([
      ["Judged with parameters at their defaults: Actions = s3:GetObject, Who = REDACTED-secret.", undefined],
    ]);
  });

  it("are not where the value is given, is judged in every case, or decides nothing", () => {
    expect(taken(template("!Ref Actions"), { parameters: { Actions: "s3:PutObject" } })).toEqual([]);
    expect(taken(template("s3:GetObject", `!Sub "arn:aws:s3:::reports-\${Open}/*"`))).toEqual([]);
    expect(taken(template("s3:GetObject"))).toEqual([]);
  });

  it("are so for what is attached too", () => {
    const attached = `Parameters:
  Arn: { Type: String, Default: "arn:aws:iam::aws:policy/AdministratorAccess" }
Resources:
  Group:
    Type: AWS::IAM::Group
    Properties:
      ManagedPolicyArns: [!Ref Arn]
`;
    expect(taken(attached).map(({ description }) => description)).toEqual([
      "Judged with parameters at their defaults: Arn = arn:aws:iam::aws:policy/AdministratorAccess.",
    ]);
  });

  const deciding = (value: string, resources: string) =>
    taken(`Parameters: { P: { Type: String, Default: "${value}" } }
Resources:
${resources}`).map(({ description }) => description);
  const ARN = "arn:aws:iam::aws:policy/ReadOnlyAccess";

  it.each([
    [ARN, "a managed policy of a role", "{Type: AWS::IAM::Role, Properties: {ManagedPolicyArns: [!Ref P]}}"],
    [ARN, "a policy of a permission set", "{Type: AWS::SSO::PermissionSet, Properties: {ManagedPolicies: [!Ref P]}}"],
    ["AmazonS3ReadOnlyAccess", "a policy of SAM", "{Type: AWS::Serverless::Function, Properties: {Policies: !Ref P}}"],
    ["Private", "an ACL that lets in nobody", "{Type: AWS::S3::Bucket, Properties: {AccessControl: !Ref P}}"],
    ["AWS_IAM", "a closed URL", "{Type: AWS::Lambda::Url, Properties: {AuthType: !Ref P}}"],
    [
      "AWS_IAM",
      "a closed URL of SAM",
      "{Type: AWS::Serverless::Function, Properties: {FunctionUrlConfig: {AuthType: !Ref P}}}",
    ],
    ["tag", "no policy of IAM", "{Type: AWS::Organizations::Policy, Properties: {Type: !Ref P, Content: {}}}"],
  ])("are said where %s makes it %s", (value, _, resource) => {
    expect(deciding(value, `  R: ${resource}\n`)).toEqual([`Judged with parameters at their defaults: P = ${value}.`]);
  });

  it("are said where a default makes a group one of the template", () => {
    const group = "  G: {Type: AWS::IAM::Group, Properties: {GroupName: ops}}\n";
    const user = "  U: {Type: AWS::IAM::User, Properties: {Groups: [!Ref P]}}\n";
    expect(deciding("ops", group + user)).toEqual(["Judged with parameters at their defaults: P = ops."]);
  });

  it("are named without their values where the template is nested, which says which are not to be shown", () => {
    const outer = `Resources:
  Inner:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: inner.yaml
`;
    const inner = template("!Ref Actions", `!Sub "arn:aws:s3:::\${Who}/*"`);
    const fileBeside = () => ({ ok: true, text: inner }) as const;
    expect(taken(outer, { fileBeside }).map(({ description }) => description)).toEqual([
      "Judged with parameters at their defaults: Actions, Who.",
    ]);
  });

  it("are cut short where they are many or long", () => {
    const names = Array.from({ length: 22 }, (_, index) => `P${index}`);
    const parameters = names.map((name) => `  ${name}: { Type: String, Default: ${"x".repeat(90)} }\n`);
    const resource = `!Sub "arn:aws:s3:::${names.map((name) => `\${${name}}`).join("")}/*"`;
    const [said] = taken(template("s3:GetObject", resource, `Parameters:\n${parameters.join("")}`));
    expect(said?.description).toMatch(/P0 = x{80}…, .*P19 = x{80}…, 2 more\.$/);
  });
});
