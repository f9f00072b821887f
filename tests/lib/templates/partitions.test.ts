import { describe, expect, it } from "vitest";
import type { TemplateOptions } from "#lib/templates/read.ts";
import { read } from "./reading-support.ts";
import { planOf } from "./terraform/plan-support.ts";

const text = (value: string) => value.replaceAll("#", "$");
const sub = (value: string) => ({ "Fn::Sub": text(value) });
const pseudo = (name: string) => ({ Ref: `AWS::${name}` });
const equals = (name: string, value: string) => ({ "Fn::Equals": [pseudo(name), value] });

/** What a template makes of a resource, in each of its branches, and what it leaves open. */
function resources(resource: unknown, options: TemplateOptions = {}, sections: object = {}): string[] {
  const PolicyDocument = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: resource }] };
  const Resources = { P: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument } } };
  const { policies, incomplete } = read({ ...sections, Resources }, options);
  const told = policies.map(({ branch, text }) => {
    const [, made] = /"Resource":"([^"]*)"/.exec(text) ?? [];
    return branch ? `${branch.words}: ${made}` : `${made}`;
  });
  return [...told, ...incomplete.map(({ message }) => message)];
}

const assumed = (resource: unknown, options: TemplateOptions) => {
  const PolicyDocument = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: resource }] };
  const { policies } = read(
    { Resources: { P: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument } } } },
    options,
  );
  return policies.flatMap(({ assumptions }) => assumptions.map(({ name }) => name));
};

describe("the partition of a stack", () => {
  it.each([
    ["cn-north-1", "aws-cn", "amazonaws.com.cn"],
    ["us-gov-west-1", "aws-us-gov", "amazonaws.com"],
    ["eu-west-1", "aws", "amazonaws.com"],
    ["ap-southeast-7", "aws", "amazonaws.com"],
    ["us-iso-east-1", "aws-iso", "c2s.ic.gov"],
    ["us-isob-east-1", "aws-iso-b", "sc2s.sgov.gov"],
    ["eu-isoe-west-1", "aws-iso-e", "cloud.adc-e.uk"],
    ["us-isof-south-1", "aws-iso-f", "csp.hci.ic.gov"],
    ["eusc-de-east-1", "aws-eusc", "amazonaws.eu"],
  ])("follows from its Region, and its suffix from it: %s", (region, partition, suffix) => {
    const both = sub("#{AWS::Partition} #{AWS::URLSuffix}");
    expect(resources(both, { region })).toEqual([`${partition} ${suffix}`]);
    expect(resources(both, { parameters: { "AWS::Region": region } })).toEqual([`${partition} ${suffix}`]);
    expect(resources(both, { partition })).toEqual([`${partition} ${suffix}`]);
    expect(assumed(both, { region })).toEqual([]);
  });

  it("is the stated default where neither is given, or a Region that tells nothing", () => {
    expect(resources(pseudo("Partition"))).toEqual(["aws"]);
    expect(assumed(pseudo("Partition"), {})).toEqual(["AWS::Partition"]);
    expect(assumed(pseudo("Partition"), { region: "moon-1" })).toEqual(["AWS::Partition"]);
  });

  it("is what is given, whatever the Region says", () => {
    expect(resources(pseudo("Partition"), { partition: "aws", region: "cn-north-1" })).toEqual(["aws"]);
  });

  it("has a suffix that is a gap where it is not known", () => {
    const gap = "AWS::URLSuffix is not known for this partition. Give it a value.";
    expect(resources(pseudo("URLSuffix"), { partition: "aws-moon" })).toEqual([gap]);
    const given = { partition: "aws-moon", parameters: { "AWS::URLSuffix": "moon.example" } };
    expect(resources(pseudo("URLSuffix"), given)).toEqual(["moon.example"]);
    const If = { "Fn::If": ["C", "a", "b"] };
    const Conditions = { C: equals("URLSuffix", "amazonaws.com") };
    expect(resources(If, { partition: "aws-moon" }, { Conditions })).toEqual(["C is true: a", "C is false: b"]);
  });
});

describe("a condition on where a stack is", () => {
  const either = (then: unknown, otherwise: unknown) => ({ "Fn::If": ["C", then, otherwise] });
  const arn = sub("arn:#{AWS::Partition}:s3:::b");

  it("decides by what is given, and by what follows from it", () => {
    const decided = (condition: object, options: TemplateOptions) =>
      resources(either("yes", "no"), options, { Conditions: { C: condition } });
    expect(decided(equals("Partition", "aws-cn"), { region: "cn-north-1" })).toEqual(["yes"]);
    expect(decided(equals("Partition", "aws"), { region: "us-gov-west-1" })).toEqual(["no"]);
    expect(decided(equals("URLSuffix", "amazonaws.com"), { region: "cn-north-1" })).toEqual(["no"]);
    expect(decided(equals("URLSuffix", "amazonaws.com"), { partition: "aws-eusc" })).toEqual(["no"]);
  });

  it("makes the partition what its branch says", () => {
    const made = (condition: object) => resources(either(arn, "*"), {}, { Conditions: { C: condition } });
    expect(made(equals("Region", "cn-north-1"))).toContainEqual(
      expect.stringMatching(/^C is true.*: arn:aws-cn:s3:::b$/),
    );
    expect(made(equals("URLSuffix", "amazonaws.com.cn"))).toContainEqual(
      expect.stringMatching(/^C is true.*: arn:aws-cn:s3:::b$/),
    );
    expect(made(equals("URLSuffix", "amazonaws.com"))).toContainEqual(
      expect.stringMatching(/^C is true.*: arn:aws:s3:::b$/),
    );
  });

  it("leaves the partition open where its branch rules the default out", () => {
    const made = (condition: object) => resources(either("*", arn), {}, { Conditions: { C: condition } });
    const gap = "Where C is false: AWS::Partition cannot default to aws here. Give it a value.";
    expect(made(equals("URLSuffix", "amazonaws.com"))).toEqual(["C is true: *", gap]);
    expect(made(equals("Partition", "aws"))).toEqual(["C is true: *", gap]);
  });

  it("has no branch in which the Region is in another partition than it says", () => {
    const Conditions = { C: equals("Partition", "aws"), R: equals("Region", "eu-west-1") };
    const inside = either("*", { "Fn::If": ["R", arn, "none"] });
    expect(resources(inside, {}, { Conditions })).toEqual(["C is true: *", "C is false and R is false: none"]);
  });

  it("is by the keys of a map, too", () => {
    const Mappings = { M: { "cn-north-1": { k: "b" }, "eu-west-1": { k: "b" } } };
    const found = { "Fn::Join": ["", [arn, { "Fn::FindInMap": ["M", pseudo("Region"), "k"] }]] };
    expect(new Set(resources(found, {}, { Mappings }).map((each) => each.split(": ").at(-1)))).toEqual(
      new Set(["arn:aws-cn:s3:::bb", "arn:aws:s3:::bb"]),
    );
  });
});

describe("the partition of a plan", () => {
  it("follows from its Region", () => {
    const after = { function_name: "f", action: "lambda:InvokeFunction", principal: "s3.amazonaws.com" };
    const { policies } = read(planOf({ type: "aws_lambda_permission", after }), { region: "us-gov-west-1" });
    expect(policies[0]?.text).toContain("arn:aws-us-gov:lambda:us-gov-west-1:111122223333:function:f");
    expect(policies[0]?.assumptions.map(({ name }) => name)).toEqual(["AWS::AccountId"]);
  });
});
