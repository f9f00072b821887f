import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Fact, TemplatePolicy } from "#lib/templates/read.ts";
import { read } from "../reading-support.ts";

const VALUES = ["a", "b", "c", "other"];
/** What two values that Q may have are together. */
const PAIRS = ["a", "b", "c"].flatMap((one) => ["a", "b", "c"].map((other) => `${one}${other}`));
const parameters = {
  P: { Type: "String", Default: "a" },
  Q: { Type: "String", AllowedValues: ["a", "b", "c"], Default: "c" },
  R: { Type: "String" },
};
const names = Object.keys(parameters);
const mappings = {
  M: {
    a: { x: "one", y: "a" },
    b: { x: "two", y: "other" },
    c: { x: "one", y: "one" },
    other: { x: "one", y: "b" },
    ...Object.fromEntries(PAIRS.map((pair) => [pair, { x: "two", y: "two" }])),
    one: { x: "a", y: "one" },
    two: { x: "a", y: "a" },
  },
};
/** A stack that looks for what is not there can not be deployed. */
const halfMappings = { M: { a: { x: "one", y: "a" }, b: { x: "two" }, other: { x: "one", y: "b" } } };

const parameter = fc.constantFrom(...names).map((Ref) => ({ Ref }));
const found = fc.tuple(parameter, fc.constantFrom("x", "y")).map(([key, second]) => ({
  "Fn::FindInMap": ["M", key, second],
}));
const composed = fc.tuple(parameter, parameter).map((both) => ({ "Fn::Join": ["", both] }));
const value = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<unknown>(...VALUES, "ab") },
  { weight: 4, arbitrary: parameter },
  { weight: 1, arbitrary: found },
  { weight: 1, arbitrary: composed },
);
const equals = fc.tuple(value, value).map((both): unknown => ({ "Fn::Equals": both }));

/** Conditions that refer only to those before them. */
const conditions = fc
  .array(fc.tuple(fc.constantFrom("Equals", "Equals", "And", "Or", "Not", "Condition"), equals, fc.nat(), fc.nat()), {
    minLength: 3,
    maxLength: 6,
  })
  .map((made) =>
    Object.fromEntries(
      made.map(([kind, base, first, second], at): [string, unknown] => {
        const before = (seed: number) => (at === 0 ? base : { Condition: `C${seed % at}` });
        const made = [before(first), before(second)];
        if (kind === "And" || kind === "Or") return [`C${at}`, { [`Fn::${kind}`]: made }];
        if (kind === "Not") return [`C${at}`, { "Fn::Not": [before(first)] }];
        return [`C${at}`, kind === "Condition" ? before(first) : base];
      }),
    ),
  );

const text = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>("x", "y", "z", { Ref: "AWS::NoValue" }, { Ref: "Q" }),
    found,
    fc
      .tuple(fc.nat({ max: 2 }), tie("node"), tie("node"))
      .map(([at, then, otherwise]) => ({ "Fn::If": [`C${at}`, then, otherwise] })),
    fc.array(tie("node"), { maxLength: 3 }),
  ),
})).node;

function holds(fact: Fact, given: Record<string, string>): boolean {
  const is = given[fact.name];
  // What nothing computes may be either.
  if (is === undefined) return true;
  return "value" in fact ? is === fact.value : !fact.noneOf.includes(is);
}

function isIn({ branch }: Pick<TemplatePolicy, "branch">, given: Record<string, string>): boolean {
  return !branch || branch.cases.some((facts) => facts.every((fact) => holds(fact, given)));
}

const deployments = VALUES.flatMap((P) =>
  ["a", "b", "c"].flatMap((Q) => VALUES.map((R): Record<string, string> => ({ P, Q, R }))),
);

describe("the branches of a policy", () => {
  it("hold what every deployment has, in a branch that it is in", () => {
    fc.assert(
      fc.property(conditions, text, fc.boolean(), fc.boolean(), (Conditions, resource, around, conditional) => {
        const document = { Statement: [{ Effect: "Allow", Action: "s3:*", Resource: resource }] };
        const template = {
          Parameters: parameters,
          Mappings: mappings,
          Conditions,
          Resources: {
            X: {
              Type: "AWS::IAM::User",
              ...(conditional && { Condition: "C1" }),
              Properties: {
                Policies: [
                  around
                    ? { "Fn::If": ["C0", { PolicyDocument: document }, { Ref: "AWS::NoValue" }] }
                    : { PolicyDocument: document },
                ],
              },
            },
          },
        };
        const open = read(template);
        fc.pre(!open.incomplete.some(({ message }) => message.includes("64")));
        // Parameters that are made of others may be what no map holds: no deployment here is where they are.
        expect(open.incomplete.filter((each) => deployments.some((given) => isIn(each, given)))).toEqual([]);
        for (const given of deployments) {
          const { policies, incomplete } = read(template, { parameters: given });
          expect(incomplete).toEqual([]);
          const branch = open.policies.filter((each) => isIn(each, given)).map((each) => each.text);
          for (const policy of policies) expect(branch).toContain(policy.text);
          if (open.policies.some((each) => each.branch?.isOneOfAll)) expect(policies).toHaveLength(1);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("are one for each deployment, where every condition can be computed", () => {
    const plainly = fc.tuple(parameter, fc.constantFrom(...VALUES)).map((both): unknown => ({ "Fn::Equals": both }));
    const three = fc.tuple(plainly, plainly, plainly).map(([C0, C1, C2]) => ({ C0, C1, C2 }));
    fc.assert(
      fc.property(three, text, (Conditions, resource) => {
        const document = { Statement: [{ Effect: "Allow", Action: "s3:*", Resource: resource }] };
        const P = { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: document } };
        const template = { Parameters: parameters, Mappings: halfMappings, Conditions, Resources: { P } };
        const open = read(template);
        fc.pre(open.incomplete.length === 0);
        for (const given of deployments) {
          const decided = read(template, { parameters: given });
          const expected = decided.incomplete.length > 0 ? [] : decided.policies.map((each) => each.text);
          const branch = open.policies.filter((each) => isIn(each, given)).map((each) => each.text);
          expect(new Set(branch).size).toBeLessThanOrEqual(1);
          for (const text of expected) expect(branch).toEqual([text]);
        }
      }),
      { numRuns: 200 },
    );
  });
});
