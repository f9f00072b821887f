import { describe, expect, it } from "vitest";
import { compareVersions } from "#lib/checks/compare-versions.ts";
import { judgeDocument } from "#lib/checks/judge-document.ts";
import { type CheckProfile, DEFAULT_PROFILE } from "#lib/checks/profile-file.ts";
import { readProfile } from "#lib/checks/read-profile.ts";
import { readTemplate } from "#lib/templates/read.ts";

const ALL = { Effect: "Allow", Action: "*", Resource: "*" };
const policy = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });
const NOTHING = JSON.stringify(policy({ Effect: "Deny", Action: "*", Resource: "*" }));

/** What asks most: no action may be granted, and nothing beyond a reference that allows nothing. */
const STRICT: Partial<CheckProfile> = {
  sensitive: [{ name: "anything", actions: ["*"], resources: [] }],
  references: { identity: [NOTHING], resource: [] },
};

function template(type: string, properties: object): string {
  return JSON.stringify({ Resources: { X: { Type: type, Properties: properties } } });
}

/** Check and verdict of everything that was asked, and the rules that did not pass. */
function asked(text: string, profile: Partial<CheckProfile> = STRICT): [string[], string[]] {
  const document = { name: "t.json", text, reading: readTemplate(text) };
  const results = judgeDocument(document, readProfile({ ...DEFAULT_PROFILE, ...profile }), {
    hash: (content) => content,
  });
  const own = results.filter(({ policy }) => policy !== null);
  return [
    own.map(({ check, verdict }) => `${check} ${verdict}`),
    own.flatMap(({ reasons }) => reasons.flatMap(({ rule, level }) => (level === undefined ? [rule] : []))),
  ];
}

describe("a policy that narrows", () => {
  it.each<[string, string, object]>([
    [
      "a service control policy",
      "AWS::Organizations::Policy",
      { Type: "SERVICE_CONTROL_POLICY", Content: policy(ALL) },
    ],
    [
      "a resource control policy",
      "AWS::Organizations::Policy",
      {
        Type: "RESOURCE_CONTROL_POLICY",
        Content: policy({
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: "*",
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        }),
      },
    ],
    ["an endpoint policy", "AWS::EC2::VPCEndpoint", { PolicyDocument: policy({ ...ALL, Principal: "*" }) }],
    ["a session policy", "AWS::Transfer::User", { Policy: JSON.stringify(policy(ALL)) }],
  ])("as %s is validated, and asked nothing else", (_, type, properties) => {
    expect(asked(template(type, properties))).toEqual([["validation pass"], []]);
  });

  it("as a permissions boundary is validated, and asked nothing else", () => {
    const text = JSON.stringify({
      Resources: {
        X: { Type: "AWS::IAM::ManagedPolicy", Properties: { ManagedPolicyName: "edge", PolicyDocument: policy(ALL) } },
        U: { Type: "AWS::IAM::User", Properties: { PermissionsBoundary: { Ref: "X" } } },
      },
    });
    expect(asked(text)).toEqual([["validation pass"], []]);
  });

  it("as a permissions boundary is not judged where another document attaches it", () => {
    const read = (resources: object) => readTemplate(JSON.stringify({ Resources: resources }));
    const edge = read({
      X: { Type: "AWS::IAM::ManagedPolicy", Properties: { ManagedPolicyName: "edge", PolicyDocument: policy(ALL) } },
      U: { Type: "AWS::IAM::User", Properties: { PermissionsBoundary: { Ref: "X" } } },
    });
    const reading = read({
      U: { Type: "AWS::IAM::User", Properties: { ManagedPolicyArns: ["arn:aws:iam::111122223333:policy/edge"] } },
    });
    const beside = edge.ok ? edge.policies : [];
    const document = { name: "t.json", text: "", reading, beside };
    const results = judgeDocument(document, readProfile(DEFAULT_PROFILE), { hash: (content) => content });
    expect(results.flatMap(({ reasons }) => reasons.map(({ rule }) => rule))).toContain("UNCHECKED_ATTACHMENT");
  });

  it("is validated by its own grammar", () => {
    const content = (statement: object) =>
      template("AWS::Organizations::Policy", { Type: "SERVICE_CONTROL_POLICY", Content: policy(statement) });
    const [, rules] = asked(content({ ...ALL, Principal: "*" }));
    expect(rules).toContain("SCP_SYNTAX_ERROR_PRINCIPAL");
    expect(rules).toContain("MALFORMED_POLICY");
  });

  it("grants nothing by itself, and counts where it denies less than before or is gone", () => {
    const version = (content: object | null) => ({
      name: "t.json",
      reading: readTemplate(
        content === null
          ? JSON.stringify({ Resources: {} })
          : template("AWS::Organizations::Policy", { Type: "SERVICE_CONTROL_POLICY", Content: content }),
      ),
    });
    const denying = policy(ALL, { Effect: "Deny", Action: "iam:*", Resource: "*" });
    const profile = { acceptedManagedPolicies: new Set<string>() };
    const changes = (now: object | null, before: object | null) => {
      const { policies, held } = compareVersions([version(now)], [version(before)], profile);
      return [policies.length, held.length];
    };
    expect(changes(policy(ALL), null)).toEqual([0, 0]);
    expect(changes(policy(ALL), denying)).toEqual([0, 1]);
    expect(changes(denying, denying)).toEqual([0, 0]);
    expect(changes(null, denying)).toEqual([0, 1]);
  });
});

describe("what is shared without a policy", () => {
  const bucket = (AccessControl: string) => template("AWS::S3::Bucket", { AccessControl });
  const share = (principal: string) => template("AWS::RAM::ResourceShare", { Principals: [principal] });

  it("is asked whom it lets in, and nothing about actions that AWS has given it", () => {
    expect(asked(bucket("PublicRead"))).toEqual([["no_public_access fail"], ["PUBLIC_ACCESS"]]);
    expect(asked(share("999999999999"))).toEqual([
      ["no_public_access pass", "external_access fail"],
      ["EXTERNAL_PRINCIPAL"],
    ]);
    expect(asked(share("111122223333"))).toEqual([["no_public_access pass", "external_access pass"], []]);
  });

  it("is not said to be a policy", () => {
    const text = bucket("PublicRead");
    const document = { name: "t.json", text, reading: readTemplate(text) };
    const results = judgeDocument(document, readProfile(DEFAULT_PROFILE), { hash: (content) => content });
    const [open] = results.filter(({ check }) => check === "no_public_access");
    expect(open?.message).toBe("This admits everyone.");
  });

  it("may be with whom the profile trusts", () => {
    const organization = "arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5";
    const trusting = { ...STRICT, trustedPrincipals: ["o-a1b2c3d4e5", "999999999999"] };
    for (const principal of [organization, "999999999999"]) {
      expect(asked(share(principal), trusting)[1]).toEqual([]);
    }
  });
});

describe("a resource whose condition is true in no deployment", () => {
  const source = (type: string, more: object = {}) =>
    JSON.stringify({
      Conditions: { Never: { "Fn::Equals": ["a", "b"] } },
      Resources: { X: { Type: type, Condition: "Never", ...more } },
    });
  const judged = (text: string) => {
    const document = { name: "t.json", text, reading: readTemplate(text) };
    return judgeDocument(document, readProfile(DEFAULT_PROFILE), { hash: (content) => content });
  };

  it("is listed, and blocks nothing", () => {
    const results = judged(source("AWS::IAM::ManagedPolicy", { Properties: { PolicyDocument: policy(ALL) } }));
    expect(results).toMatchObject([
      {
        check: "readable",
        verdict: "pass",
        reasons: [{ rule: "LEFT_OUT", level: "suggestion", resource: { name: "X" }, span: { start: { line: 1 } } }],
      },
      { check: "credentials" },
    ]);
    expect(results[0]?.reasons[0]?.description).toContain("Never");
  });

  it.each<[string, object]>([
    ["AWS::IAM::Role", { Properties: { ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] } }],
    ["AWS::CloudFormation::Stack", { Properties: { TemplateURL: "https://example.com/t" } }],
    ["AWS::S3::Bucket", { Properties: { AccessControl: "PublicRead" } }],
    ["Custom::Thing", { Properties: { Policy: policy(ALL) } }],
  ])("%s too", (type, more) => {
    const [readable] = judged(source(type, more));
    expect(readable?.reasons.map(({ rule }) => rule)).toEqual(["LEFT_OUT"]);
  });

  it("is not where it holds no policies", () => {
    const [readable] = judged(source("AWS::S3::Bucket"));
    expect(readable?.reasons).toEqual([]);
  });
});
