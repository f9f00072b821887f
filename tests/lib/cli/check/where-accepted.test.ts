import { describe, expect, it } from "vitest";
import { workspace } from "./workspace.ts";

const place = workspace();

const ref = (name: string) => ({ Ref: name });
const equals = (value: string, name = "Env") => ({ "Fn::Equals": [ref(name), value] });
const statement = (principal: unknown) => ({
  Effect: "Allow",
  Principal: principal,
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::b/*",
});
const bucketPolicy = (principal: unknown, more: object = {}) => ({
  Type: "AWS::S3::BucketPolicy",
  Properties: { Bucket: "b", PolicyDocument: { Version: "2012-10-17", Statement: [statement(principal)] } },
  ...more,
});
const role = (more: object, arn: unknown) => ({
  Type: "AWS::IAM::Role",
  Properties: {
    AssumeRolePolicyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
    },
    ManagedPolicyArns: [arn],
  },
  ...more,
});
const template = (resource: object, Conditions: object = { Dev: equals("dev") }) => ({
  Parameters: { Env: { Type: "String" }, Other: { Type: "String" } },
  Conditions,
  Resources: { R: resource },
});

/** Whether a template passes by what was accepted of another one, and the names of what is found in it. */
async function accepted(before: object, now: object, ...args: string[]) {
  place.write({ "t.json": before });
  const { findings } = await place.check("t.json", ...args);
  expect(findings.length).toBeGreaterThan(0);
  place.write({ "baseline.json": findings.map(({ id }) => ({ id })), "t.json": now });
  return (await place.check("t.json", "--baseline", "baseline.json", ...args)).exitCode === 0;
}

describe("what was accepted where a condition holds", () => {
  const some = template(bucketPolicy("*", { Condition: "Dev" }));

  it("stays so while the condition means the same, whatever it is called and however it is laid out", async () => {
    expect(await accepted(some, some)).toBe(true);
    const renamed = template(bucketPolicy("*", { Condition: "Test" }), {
      Other: equals("x", "Other"),
      Test: equals("dev"),
    });
    expect(await accepted(some, renamed)).toBe(true);
  });

  it.each([
    ["is gone", template(bucketPolicy("*"))],
    ["is another one", template(bucketPolicy("*", { Condition: "Dev" }), { Dev: equals("prod") })],
    [
      "is wider",
      template(bucketPolicy("*", { Condition: "Dev" }), { Dev: { "Fn::Or": [equals("dev"), equals("prod")] } }),
    ],
    ["always holds", template(bucketPolicy("*", { Condition: "Dev" }), { Dev: { "Fn::Equals": ["a", "a"] } })],
  ])("is not accepted where the condition %s", async (_, now) => {
    expect(await accepted(some, now)).toBe(false);
  });

  it("is not accepted where a condition in the policy is another one", async () => {
    const open = (Conditions: object) =>
      template(bucketPolicy({ "Fn::If": ["Open", "*", { AWS: "111122223333" }] }), Conditions);
    const dev = open({ Open: equals("dev") });
    expect(await accepted(dev, dev)).toBe(true);
    expect(await accepted(dev, open({ Open: equals("prod") }))).toBe(false);
    expect(await accepted(dev, open({ Open: { "Fn::Not": [equals("dev")] } }))).toBe(false);
  });

  it("of an attachment that is not known is not accepted elsewhere", async () => {
    const arn = "arn:aws:iam::111122223333:policy/Deploy";
    const attached = template(role({ Condition: "Dev" }, arn));
    expect(await accepted(attached, attached)).toBe(true);
    expect(await accepted(attached, template(role({}, arn)))).toBe(false);
    expect(await accepted(template(role({}, arn)), template(role({}, arn)))).toBe(true);
  });

  it("has no name that tells a hidden value that its condition compares with", async () => {
    const parameters = { Parameters: { Password: { Type: "String", NoEcho: true } } };
    const compared = (value: string) => ({
      ...template(bucketPolicy("*", { Condition: "Dev" }), { Dev: equals(value, "Password") }),
      ...parameters,
    });
    const named = async (value: string) => {
      place.write({ "t.json": compared(value) });
      const { findings } = await place.check("t.json");
      return findings.filter(({ rule }) => rule === "PUBLIC_ACCESS");
    };
    const [one] = await named("correct-horse-1");
    const [other] = await named("battery-staple-2");
    expect(JSON.stringify(one)).not.toContain("correct-horse");
    expect([one?.fingerprint, one?.message]).toEqual([other?.fingerprint, other?.message]);
    expect(await accepted(compared("correct-horse-1"), compared("correct-horse-1"))).toBe(false);
  });

  it("is still there since a version in which it held in one case, and that it holds in more is new", async () => {
    place.write({ "old.json": some, "now.json": template(bucketPolicy("*")) });
    const { findings } = await place.check("now.json", "--against", "old.json", "--gate", "new");
    expect(findings.map(({ rule, state }) => [rule, state])).toEqual([
      ["ADDED_ACCESS", "new"],
      ["PUBLIC_ACCESS", "unchanged"],
    ]);
  });
});

it("names a finding that holds everywhere by the policy alone, and by what that is put on", async () => {
  const names = async (files: object) => {
    place.write({ "t.json": files });
    return (await place.check("t.json")).findings.map(({ fingerprint }) => fingerprint);
  };
  const plain = { Resources: { R: bucketPolicy("*") } };
  expect(await names(template(bucketPolicy("*")))).toEqual(await names(plain));
  const chosen = { "Fn::If": ["Dev", "*", "*"] };
  expect(await names(template(bucketPolicy(chosen)))).toEqual(await names(plain));
  expect(await names(plain)).toEqual(["a4af69bdc362e0eae5277cbbcb8d36e93c56ec2ec2df2a010319e7c8cb9a77db:1"]);
  const key = { Type: "AWS::KMS::Key", Properties: { KeyPolicy: bucketPolicy("*").Properties.PolicyDocument } };
  expect(await names({ Resources: { R: key } })).toEqual([
    "1741db244bd6b5d2ad83595b626846ee9656734d0ac190870b69faec19076f9f:1",
  ]);
});
