import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TemplateOptions } from "#lib/templates/read.ts";
import { plain, read } from "../../reading-support.ts";

const text = (value: string) => value.replaceAll("#", "$");

function template(resources: object, more: object = {}, options?: TemplateOptions) {
  return read({ Transform: ["AWS::LanguageExtensions"], Resources: resources, ...more }, options);
}

/** A managed policy on one resource. */
const policy = (Resource: unknown, more: object = {}) => ({
  Type: "AWS::IAM::ManagedPolicy",
  Properties: {
    PolicyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource, ...more }],
    },
  },
});

type Reading = ReturnType<typeof read>;
const resourcesIn = ({ policies }: Reading) =>
  policies.map(({ logicalId, node }) => {
    return [logicalId, (plain(node) as { Statement: { Resource: unknown }[] }).Statement[0]?.Resource];
  });

const loop = (collection: unknown, body: object, identifier = "Name") => [identifier, collection, body];
const SUB = { "Fn::Sub": text("arn:aws:s3:::#{Name}/*") };

describe("a loop over resources", () => {
  it("makes one for each item, with it in names, texts and references", () => {
    const reading = template({
      "Fn::ForEach::Policies": loop(["one", "two"], {
        [text("P#{Name}")]: policy([SUB, { "Fn::Join": ["", ["arn:aws:s3:::", { Ref: "Name" }]] }]),
      }),
      Last: policy("*"),
    });
    expect(reading.incomplete).toEqual([]);
    expect(resourcesIn(reading)).toEqual([
      ["Pone", ["arn:aws:s3:::one/*", "arn:aws:s3:::one"]],
      ["Ptwo", ["arn:aws:s3:::two/*", "arn:aws:s3:::two"]],
      ["Last", "*"],
    ]);
    expect(reading.policies[0]?.path).toEqual(["Resources", "Pone", "Properties", "PolicyDocument"]);
  });

  it("keeps letters and digits of an item alone where it is asked to", () => {
    const reading = template({
      "Fn::ForEach::Policies": loop(["a.b-c", "x&$&y"], { "P&{Name}": policy(SUB) }),
    });
    expect(resourcesIn(reading)).toEqual([
      ["Pabc", "arn:aws:s3:::a.b-c/*"],
      ["Pxy", "arn:aws:s3:::x&$&y/*"],
    ]);
  });

  it("takes a list of a parameter, and says which default it took", () => {
    const more = { Parameters: { Names: { Type: "CommaDelimitedList", Default: "a, b" } } };
    const resources = { "Fn::ForEach::Policies": loop({ Ref: "Names" }, { [text("P#{Name}")]: policy(SUB) }) };
    const assumed = template(resources, more);
    expect(resourcesIn(assumed).map(([id]) => id)).toEqual(["Pa", "Pb"]);
    expect(assumed.policies[0]?.assumptions).toMatchObject([{ name: "Names", reason: "parameter-default" }]);
    const given = template(resources, more, { parameters: { Names: ["c"] } });
    expect(resourcesIn(given)).toEqual([["Pc", "arn:aws:s3:::c/*"]]);
    expect(given.policies[0]?.assumptions).toEqual([]);
  });

  it("takes a list of a map, by the item of the loop around it", () => {
    const Mappings = { Names: { Test: { Of: ["a"] }, Live: { Of: ["b", "c"] } } };
    const inner = loop(
      { "Fn::FindInMap": ["Names", { Ref: "Stage" }, "Of"] },
      { [text("P#{Stage}#{Name}")]: policy(SUB) },
    );
    const reading = template(
      { "Fn::ForEach::Stages": ["Stage", ["Test", "Live"], { "Fn::ForEach::Names": inner }] },
      { Mappings },
    );
    expect(reading.incomplete).toEqual([]);
    expect(resourcesIn(reading).map(([id]) => id)).toEqual(["PTesta", "PLiveb", "PLivec"]);
  });

  it("stands in properties and in conditions too", () => {
    const Conditions = {
      "Fn::ForEach::Conditions": [
        "Name",
        ["A", "B"],
        { [text("Is#{Name}")]: { "Fn::Equals": [{ Ref: "Name" }, "A"] } },
      ],
    };
    const body = { [text("aws:PrincipalTag/#{Name}")]: text("#{Name}") };
    const Condition = { StringEquals: { "Fn::ForEach::Tags": loop(["x", "y"], body) } };
    const reading = template(
      { A: { ...policy("*", { Condition }), Condition: "IsA" }, B: { ...policy("*"), Condition: "IsB" } },
      { Conditions },
    );
    expect(reading.incomplete).toEqual([]);
    expect(reading.policies.map(({ logicalId, node }) => [logicalId, plain(node)])).toMatchObject([
      ["A", { Statement: [{ Condition: { StringEquals: { "aws:PrincipalTag/x": "x", "aws:PrincipalTag/y": "y" } } }] }],
    ]);
  });

  it("is written out in the tree that others look at, and in no other", () => {
    const reading = template({ "Fn::ForEach::Policies": loop(["a"], { [text("P#{Name}")]: policy(SUB) }) });
    expect(Object.keys((plain(reading.writtenOut ?? reading.root) as { Resources: object }).Resources)).toEqual(["Pa"]);
    expect(plain(reading.root)).toHaveProperty(["Resources", "Fn::ForEach::Policies"]);
    expect(template({ P: policy("*") })).not.toHaveProperty("writtenOut");
  });

  it("means nothing without the transform", () => {
    const { policies, incomplete } = read({
      Resources: { "Fn::ForEach::Policies": loop(["a"], { [text("P#{Name}")]: policy(SUB) }) },
    });
    expect(policies).toEqual([]);
    expect(incomplete).toMatchObject([{ path: ["Resources", "Fn::ForEach::Policies"] }]);
  });

  it("is as good as what it makes", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/), { maxLength: 6 }), (names) => {
        const made = Object.fromEntries(names.map((name) => [`P${name}`, policy(`arn:aws:s3:::${name}/*`)]));
        const looped = template({ "Fn::ForEach::Policies": loop(names, { [text("P#{Name}")]: policy(SUB) }) });
        const written = template(made);
        const of = ({ policies }: Reading) => policies.map(({ logicalId, text: document }) => [logicalId, document]);
        expect(of(looped)).toEqual(of(written));
      }),
    );
  });
});

describe("a loop that cannot be written out", () => {
  const nested = (depth: number, items: string[]): object =>
    depth === 0
      ? { [text("P#{N1}")]: policy("*") }
      : { [`Fn::ForEach::L${depth}`]: [`N${depth}`, items, nested(depth - 1, items)] };
  const many = Array.from({ length: 64 }, (_, index) => `i${index}`);
  const open = {
    Parameters: { Stage: { Type: "String", AllowedValues: ["a", "b"] } },
    Mappings: { M: { a: { L: ["x"] }, b: { L: ["y"] } } },
  };

  it.each<[string, object, object, RegExp]>([
    ["has too few parts", { "Fn::ForEach::L1": ["Name", ["a"]] }, {}, /identifier, a collection/],
    ["has no list", { "Fn::ForEach::L1": loop("a", { X: policy("*") }) }, {}, /not a list of/],
    ["has a list of objects", { "Fn::ForEach::L1": loop([{ a: 1 }], { X: policy("*") }) }, {}, /not a list of/],
    ["has a list of nobody", { "Fn::ForEach::L1": loop({ Ref: "Nobody" }, { X: policy("*") }) }, {}, /Nobody/],
    [
      "has a list that a parameter decides",
      {
        "Fn::ForEach::L1": loop({ "Fn::FindInMap": ["M", { Ref: "Stage" }, "L"] }, { [text("P#{Name}")]: policy("*") }),
      },
      open,
      /Give the parameter a value\./,
    ],
    ["is nested too deep", nested(6, ["a"]), {}, /more than 5 deep/],
    ["makes too much", nested(5, many), {}, /more than 200,000 values/],
  ])("%s is incomplete, at its place", (_, resources, more, words) => {
    const reading = template(resources, more);
    expect(reading.policies).toEqual([]);
    expect(reading.incomplete).toMatchObject([
      {
        message: expect.stringMatching(words),
        path: ["Resources", expect.stringMatching(/^Fn::ForEach::L\d$/)],
        span: expect.anything(),
      },
    ]);
  });

  it("is incomplete around the sections of a template, where there may be none", () => {
    const { policies, incomplete } = template({}, { "Fn::ForEach::L": loop(["Resources"], { [text("#{Name}")]: {} }) });
    expect(policies).toEqual([]);
    expect(incomplete).toMatchObject([{ path: ["Fn::ForEach::L"], message: expect.stringMatching(/allowed here\./) }]);
  });

  it("does not make more where it is nested in nothing", () => {
    const empty = (depth: number): object =>
      depth === 0 ? {} : { [`Fn::ForEach::L${depth}`]: [`N${depth}`, many, empty(depth - 1)] };
    expect(template(empty(5)).incomplete[0]?.message).toMatch(/more than 200,000 values/);
  });

  it("is told once, however often it stands in another one", () => {
    const inner = { "Fn::ForEach::L1": loop({ Ref: "Nobody" }, { X: policy("*") }) };
    const { incomplete } = template({ "Fn::ForEach::L2": ["Outer", ["a", "b", "c"], inner] });
    expect(incomplete).toMatchObject([
      { path: ["Resources", "Fn::ForEach::L1"], message: expect.stringMatching(/Nobody/) },
    ]);
  });

  it("leaves the rest of its resource and of the template to be read", () => {
    const Statement = [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }];
    const role = {
      Type: "AWS::IAM::ManagedPolicy",
      Properties: {
        "Fn::ForEach::L": loop({ Ref: "Nobody" }, {}),
        PolicyDocument: { Version: "2012-10-17", Statement },
      },
    };
    const { policies, incomplete } = template({ R: role, P: policy("*") });
    expect(policies.map(({ logicalId }) => logicalId)).toEqual(["R", "P"]);
    expect(incomplete).toMatchObject([{ logicalId: "R", resourceType: "AWS::IAM::ManagedPolicy" }]);
  });

  it("makes a name twice, of which the last counts", () => {
    const reading = template({
      "Fn::ForEach::L": loop(["a", "b"], { Same: policy(SUB) }),
    });
    expect(resourcesIn(reading)).toEqual([["Same", "arn:aws:s3:::b/*"]]);
    expect(reading.incomplete).toMatchObject([{ logicalId: "Same", message: "The loops create Same twice." }]);
  });
});
