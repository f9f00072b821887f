import { describe, expect, it } from "vitest";
import { compareVersions, type VersionChanges } from "#lib/checks/compare-versions.ts";
import { judgeDocument } from "#lib/checks/judge-document.ts";
import { DEFAULT_PROFILE } from "#lib/checks/profile-file.ts";
import { readProfile } from "#lib/checks/read-profile.ts";
import { knownManagedPolicies } from "#lib/policies/analyzer/known-managed-policies.ts";
import { readTemplate } from "#lib/templates/read.ts";

const NOTHING = { Ref: "AWS::NoValue" };
const either = (then: unknown, otherwise: unknown) => ({ "Fn::If": ["IsProd", then, otherwise] });
const allow = (Action: unknown) => ({ Effect: "Allow", Action, Resource: "*" });
const deny = (Action: unknown) => ({ ...allow(Action), Effect: "Deny" });
const document = (...Statement: unknown[]) => ({ Version: "2012-10-17", Statement });

function template(properties: unknown, more: object = {}): string {
  return JSON.stringify({
    Parameters: { Env: { Type: "String", Default: "dev" } },
    Conditions: { IsProd: { "Fn::Equals": [{ Ref: "Env" }, "prod"] } },
    Resources: { P: { Type: "AWS::IAM::ManagedPolicy", Properties: properties, ...more } },
  });
}

const policy = (...statements: unknown[]) => template({ PolicyDocument: document(...statements) });

const PROFILE = readProfile({
  ...DEFAULT_PROFILE,
  sensitive: [{ name: "Deleting", actions: ["s3:DeleteBucket"], resources: [] }],
});

function judge(text: string) {
  const read = { name: "t.json", text, reading: readTemplate(text) };
  return judgeDocument(read, PROFILE, { hash: (content) => content, managed: knownManagedPolicies });
}

const deleting = (text: string) =>
  judge(text)
    .filter(({ check }) => check === "access_not_granted")
    .map(({ verdict, reasons }) => [verdict, ...reasons.map(({ description }) => description)]);

const ONE_OR_MORE = "One or more of the listed actions in the statement with index";

describe("a policy in several branches", () => {
  it("fails where one of them does, and names it", () => {
    expect(deleting(policy(allow("s3:GetObject"), either(allow("*"), NOTHING)))).toEqual([
      ["fail", `Where IsProd is true: ${ONE_OR_MORE}: 1.`],
    ]);
    expect(deleting(template({ PolicyDocument: either(document(allow("*")), NOTHING) }))).toEqual([
      ["fail", `Where IsProd is true: ${ONE_OR_MORE}: 0.`],
    ]);
    expect(deleting(template({ PolicyDocument: document(allow("*")) }, { Condition: "IsProd" }))).toEqual([
      ["fail", `Where IsProd is true: ${ONE_OR_MORE}: 0.`],
    ]);
  });

  it("is not decided where one of them leaves a condition without values", () => {
    const among = { StringEquals: { "aws:PrincipalTag/team": [either("platform", NOTHING)] } };
    expect(deleting(policy({ ...allow("s3:DeleteBucket"), Condition: among }))).toEqual([
      [
        "fail",
        expect.stringMatching(
          /^Where IsProd is false: Inconclusive in the statement with index: 0: AWS's documentation/,
        ),
        `Where IsProd is true: ${ONE_OR_MORE}: 0.`,
      ],
    ]);
  });

  it("is one answer for each check, with one reason for what is so in all", () => {
    const text = policy(either(allow("s3:GetObject"), allow("s3:PutObject")), allow("s3:Delete*"));
    expect(deleting(text)).toEqual([["fail", `${ONE_OR_MORE}: 1.`]]);
    expect(judge(text).map(({ check }) => check)).toEqual([
      "readable",
      "access_not_granted",
      "credentials",
      "validation",
      "credentials",
    ]);
    expect(judge(text)[0]?.message).toBe("1 policy was found and read.");
  });

  it("is not held back by what another denies", () => {
    const text = policy(either(allow("*"), NOTHING), either(NOTHING, deny("s3:Delete*")));
    expect(deleting(text)).toEqual([["fail", `Where IsProd is true: ${ONE_OR_MORE}: 0.`]]);
    expect(deleting(policy(either(allow("*"), NOTHING), either(deny("s3:Delete*"), NOTHING)))).toEqual([["pass"]]);
  });

  it("keeps the name of a result when a branch comes next to it", () => {
    const names = (text: string) =>
      judge(text).flatMap(({ check, reasons }) =>
        check === "access_not_granted" ? reasons.map(({ fingerprint }) => fingerprint) : [],
      );
    const before = names(policy(allow("s3:Delete*")));
    expect(before).toHaveLength(1);
    expect(names(policy(allow("s3:Delete*"), either(allow("s3:GetObject"), allow("s3:PutObject"))))).toEqual(before);
  });

  it("names the branch in which a managed policy is attached", () => {
    const role = (arn: string) =>
      template({ ManagedPolicyArns: [either(arn, NOTHING)] }).replace("AWS::IAM::ManagedPolicy", "AWS::IAM::Group");
    const found = (text: string) =>
      judge(text)
        .filter(({ verdict }) => verdict !== "pass")
        .flatMap(({ reasons }) => reasons.map(({ rule, description }) => `${rule} ${description}`));
    const [known] = found(role("arn:aws:iam::aws:policy/AmazonS3FullAccess"));
    expect(known).toBe(`SENSITIVE_ACCESS Where IsProd is true: ${ONE_OR_MORE}: 0.`);
    const [unknown] = found(role("arn:aws:iam::aws:policy/NoSuchPolicy"));
    expect(unknown).toMatch(/^UNCHECKED_ATTACHMENT Where IsProd is true: arn:\S+NoSuchPolicy is attached/);
  });
});

describe("a policy in several branches, against its version before", () => {
  const compare = (now: string, before: string): VersionChanges => {
    const version = (text: string) => [{ name: "t.json", reading: readTemplate(text) }];
    return compareVersions(version(now), version(before), PROFILE, knownManagedPolicies);
  };
  const change = (now: string, before: string) =>
    compare(now, before).policies.map(({ outcome, reasons }) => [
      outcome,
      ...reasons.map(({ description }) => description),
    ]);
  const NEW = "New access in the statement with index";

  it("is the same where no branch allows more than it did", () => {
    const both = policy(either(allow("s3:*"), allow("s3:GetObject")));
    expect(change(both, both)).toEqual([["same"]]);
    expect(change(policy(allow("s3:GetObject")), both)).toEqual([["same"]]);
    expect(change(both, policy(allow("s3:*")))).toEqual([["same"]]);
    expect(change(both, both.replace('"dev"', '"prod"'))).toEqual([["same"]]);
  });

  it("allows more where one branch does", () => {
    const before = policy(either(allow("s3:*"), allow("s3:GetObject")));
    expect(change(policy(allow("s3:*")), before)).toEqual([["more", `${NEW}: 0.`]]);
    expect(change(policy(either(allow("s3:*"), allow("s3:PutObject"))), before)).toEqual([
      ["more", `Where IsProd is false: ${NEW}: 0.`],
    ]);
    const swapped = policy(either(allow("s3:GetObject"), allow("s3:*")));
    expect(change(swapped, before)).toEqual([["more", `Where IsProd is false: ${NEW}: 0.`]]);
  });

  it("allows more where the condition comes to mean something else", () => {
    const before = policy(either(allow("s3:*"), allow("s3:GetObject")));
    expect(change(before.replace('"prod"', '"dev"'), before)).toEqual([["more", `Where IsProd is true: ${NEW}: 0.`]]);
  });

  it.each<[string, unknown, (value: string) => object]>([
    [
      "a value of a map",
      { "Fn::FindInMap": ["M", "a", "b"] },
      (b) => ({ Mappings: { M: { a: { b, other: "x" }, c: { b: "x" } } } }),
    ],
    [
      "a map whose name is made",
      { "Fn::FindInMap": [{ Ref: "Map" }, "a", "b"] },
      (b) => ({ Mappings: { M: { a: { b } } } }),
    ],
    [
      "a condition in it",
      { "Fn::If": ["Inner", "1", "2"] },
      (value) => ({ Inner: { "Fn::Equals": [{ Ref: "Env" }, value] } }),
    ],
    [
      "a condition behind that",
      { "Fn::If": ["Outer", "1", "2"] },
      (value) => ({ Outer: { "Fn::Not": [{ Condition: "Inner" }] }, Inner: { "Fn::Equals": [{ Ref: "Env" }, value] } }),
    ],
    [
      "the name of a resource",
      { Ref: "B" },
      (BucketName) => ({ B: { Type: "AWS::S3::Bucket", Properties: { BucketName } } }),
    ],
  ])("allows more where what a condition computes comes to mean something else: %s", (_, part, made) => {
    const text = (value: string) => {
      const { Mappings = {}, B, ...conditions } = made(value) as Record<string, object>;
      const composed = { "Fn::Join": ["-", [part, { Ref: "Env" }]] };
      const { Resources, ...more } = JSON.parse(policy(either(allow("s3:*"), allow("s3:GetObject"))));
      return JSON.stringify({
        ...more,
        Parameters: { ...more.Parameters, Map: { Type: "String", Default: "M" } },
        Mappings,
        Conditions: { ...conditions, IsProd: { "Fn::Equals": [composed, "2-dev"] } },
        Resources: { ...Resources, ...(B && { B }) },
      });
    };
    const [widened] = change(text("2"), text("1"));
    expect(widened?.slice(0, 2)).toEqual(["more", `Where IsProd is true: ${NEW}: 0.`]);
    expect(change(text("2"), text("2"))).toEqual([["same"]]);
    expect(change(text("2").replace('"other":"x"', '"other":"y"'), text("2"))).toEqual([["same"]]);
  });

  it("is new where the version before was not in every deployment", () => {
    const whole = { PolicyDocument: document(allow("s3:*")) };
    expect(change(template(whole), template(whole, { Condition: "IsProd" }))).toEqual([["new", `${NEW}: 0.`]]);
    expect(change(template(whole, { Condition: "IsProd" }), template(whole))).toEqual([["same"]]);
    expect(change(template(whole, { Condition: "IsProd" }), template(whole, { Condition: "IsProd" }))).toEqual([
      ["same"],
    ]);
  });

  it("is new where it is not known whether the version before was there", () => {
    const whole = { PolicyDocument: document(allow("s3:*")) };
    const before = template(whole, { Condition: "IsProd" }).replace(
      '"IsProd":{',
      '"IsProd":{"Fn::Transform":{"Name":"M"},',
    );
    expect(change(template(whole), before)).toEqual([["new", `${NEW}: 0.`]]);
    expect(change(before, before)).toEqual([["same"]]);
  });

  it("tells that a Deny is gone in some deployments", () => {
    const denies = { PolicyDocument: document(deny("s3:*")) };
    const gone = (now: string, before: string) => compare(now, before).held.length;
    expect(gone(template(denies, { Condition: "IsProd" }), template(denies))).toBe(1);
    expect(gone(template(denies), template(denies, { Condition: "IsProd" }))).toBe(0);
    expect(gone(template(denies), template(denies))).toBe(0);
  });

  it("is not known where what it was in its branch is not", () => {
    const known = document(allow("s3:*"));
    const before = template({ PolicyDocument: either(known, { "Fn::ImportValue": "Elsewhere" }) });
    expect(change(template({ PolicyDocument: known }), before)).toEqual([["undecided"]]);
    expect(change(template({ PolicyDocument: either(known, NOTHING) }), before)).toEqual([["same"]]);
  });
});
