import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Fact, TemplatePolicy } from "#lib/templates/read.ts";
import { plain, read } from "../reading-support.ts";

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
/** A stack that looks for what is not there cannot be deployed. */
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

/** Where a parameter has any value, and its default only where nobody gives it one. */
describe("the defaults that a policy is read with", () => {
  const free = {
    D: { Type: "String", Default: "a" },
    E: { Type: "String", Default: "b" },
    L: { Type: "CommaDelimitedList", Default: "a" },
    S: { Type: "String", Default: "a", AllowedValues: ["a", "b"] },
  };
  const rows: Record<string, string> = { a: "one", b: "two" };
  const M = Object.fromEntries(Object.entries(rows).map(([key, x]) => [key, { x }]));
  type Deployment = Record<string, string>;
  const some = (name: string, values: string[]) => (given: Deployment) =>
    values.map((value): Deployment => ({ ...given, [name]: value }));
  const everywhere = some("D", ["a", "b", "other"])({})
    .flatMap(some("E", ["a", "b", "other"]))
    .flatMap(some("L", ["a", "b", "a,b"]))
    .flatMap(some("S", ["a", "b"]))
    .flatMap(some("AWS::Region", ["us-east-1", "a"]));

  const references = ["D", "E", "S", "AWS::Region"].map((Ref) => ({ Ref }));
  const made = [
    { "Fn::Select": [0, { Ref: "L" }] },
    { "Fn::Join": [",", { Ref: "L" }] },
    { "Fn::Sub": ["$", "{D}x"].join("") },
    { "Fn::Sub": ["$", "{AWS::Region}-$", "{E}"].join("") },
    { "Fn::Join": ["", [{ Ref: "D" }, { Ref: "E" }]] },
    { "Fn::Join": ["", [{ Ref: "S" }, { Ref: "D" }]] },
  ];
  const sides = [...references, ...made];
  const literals = ["a", "b", "ab", "ax", "a,b", "us-east-1", "us-east-1-b"];
  const used = [...sides, { "Fn::FindInMap": ["M", { Ref: "D" }, "x"] }];
  const compared = sides.flatMap((side, at) =>
    [...sides.slice(at), ...literals].map((other): unknown => ({ "Fn::Equals": [side, other] })),
  );

  /** What an expression comes to in a deployment; undefined where none is possible. */
  function computed(expression: unknown, given: Deployment): string | undefined {
    if (typeof expression === "string") return expression;
    const [[name, argument] = ["", ""]] = Object.entries(Object(expression)) as [string, unknown][];
    const [first, second] = Array.isArray(argument) ? argument : [argument];
    const list = (of: unknown) =>
      Array.isArray(of) ? of.map((each) => computed(each, given)) : (computed(of, given) ?? "").split(",");
    switch (name) {
      case "Ref":
        return given[String(first)];
      case "Fn::Sub":
        return String(first).replace(/\$\{([^}]+)\}/g, (_, inner: string) => given[inner] ?? "");
      case "Fn::Join":
        return list(second).join(String(first));
      case "Fn::Select":
        return list(second)[Number(first)];
      case "Fn::FindInMap":
        return rows[computed(second, given) ?? ""];
      default:
        throw new Error(`No value is known of ${name}.`);
    }
  }

  function isTrue(condition: unknown, given: Deployment): boolean {
    const [[name, operands] = ["", []]] = Object.entries(Object(condition)) as [string, unknown[]][];
    if (name === "Fn::Equals") return computed(operands[0], given) === computed(operands[1], given);
    const each = operands.map((operand) => isTrue(operand, given));
    return name === "Fn::Not" ? !each[0] : name === "Fn::And" ? each.every(Boolean) : each.some(Boolean);
  }

  /** What the name of a fact comes to in a deployment. */
  function named(name: string, given: Deployment): string | undefined {
    const [words = ""] = name.split("\u0000");
    if (!words.startsWith("Fn::Equals "))
      return words.startsWith("{") ? computed(JSON.parse(words), given) : given[words];
    const [left = "", right = ""] = JSON.parse(words.slice("Fn::Equals ".length)) as string[];
    return String(named(left, given) === named(right, given));
  }

  function isInCase(facts: readonly Fact[], given: Deployment): boolean {
    return facts.every((fact) => {
      const is = named(fact.name, given) ?? "";
      return "value" in fact ? fact.value === is : !fact.noneOf.includes(is);
    });
  }

  type Chosen = { condition: "C0" | "C1"; yes: unknown; no: unknown };
  type Model = { C0: unknown; C1: unknown; isConditional: boolean; resources: (Chosen | { plainly: unknown })[] };

  /** What of a reading no deployment bears out, and which deployments it does not tell. */
  function mistakes({ C0, C1, isConditional, resources }: Model): string[] {
    const Resource = resources.map((each) =>
      "plainly" in each ? each.plainly : { "Fn::If": [each.condition, each.yes, each.no] },
    );
    const document = { Statement: [{ Effect: "Allow", Action: "s3:*", Resource }] };
    const P = {
      Type: "AWS::IAM::ManagedPolicy",
      ...(isConditional && { Condition: "C0" }),
      Properties: { PolicyDocument: document },
    };
    const open = read({ Parameters: free, Mappings: { M }, Conditions: { C0, C1 }, Resources: { P } });
    const deployed = everywhere.flatMap((given) => {
      const holds = { C0: isTrue(C0, given), C1: isTrue(C1, given) };
      const values = resources.map((each) =>
        computed("plainly" in each ? each.plainly : holds[each.condition] ? each.yes : each.no, given),
      );
      const isThere = (holds.C0 || !isConditional) && !values.includes(undefined);
      return isThere ? [{ given, text: JSON.stringify(values) }] : [];
    });
    const textOf = ({ node }: TemplatePolicy) =>
      JSON.stringify((plain(node) as { Statement: { Resource: unknown }[] }).Statement[0]?.Resource);
    const assumes = ({ assumptions }: TemplatePolicy, given: Deployment) =>
      assumptions.every(({ name, value }) => given[name] === value);
    const casesOf = ({ branch }: Pick<TemplatePolicy, "branch">) => branch?.cases ?? [[]];
    const isIn = (each: Pick<TemplatePolicy, "branch">, given: Deployment) =>
      casesOf(each).some((facts) => isInCase(facts, given));

    const unborne = open.policies.filter((policy) =>
      casesOf(policy).some((facts) => {
        const there = deployed.filter(({ given }) => isInCase(facts, given));
        // Where no deployment here is there is nothing to be seen.
        if (there.length === 0) return false;
        const like = there.filter(({ text }) => text === textOf(policy));
        // Of several cases each may be read with other defaults.
        return casesOf(policy).length > 1 ? like.length === 0 : !like.some(({ given }) => assumes(policy, given));
      }),
    );
    const untold = deployed.filter(
      ({ given, text }) =>
        !open.policies.some((each) => isIn(each, given) && (textOf(each) === text || !assumes(each, given))) &&
        !open.incomplete.some((each) => isIn(each, given)),
    );
    return [...unborne.map((each) => `${each.branch?.words}: ${textOf(each)}`), ...untold.map((each) => each.text)];
  }

  it("are those of a deployment in its branch, whatever its condition compares", () => {
    for (const equal of compared) {
      for (const C0 of [equal, { "Fn::Not": [equal] }]) {
        for (const plainly of used) {
          const model = { C0, C1: C0, isConditional: true, resources: [{ plainly }] };
          expect([model, mistakes(model)]).toEqual([model, []]);
        }
      }
    }
  });

  it("are those of a deployment in its branch, whatever several conditions say together", () => {
    const equals = fc.constantFrom(...compared);
    const condition = fc.oneof(
      equals,
      equals.map((each): unknown => ({ "Fn::Not": [each] })),
      fc.tuple(equals, equals).map((both): unknown => ({ "Fn::And": both })),
      fc.tuple(equals, equals).map((both): unknown => ({ "Fn::Or": both })),
    );
    const value = fc.constantFrom<unknown>(...used);
    const chosen = fc.record({ condition: fc.constantFrom("C0", "C1"), yes: value, no: value });
    const resources = fc.array(fc.oneof(chosen, fc.record({ plainly: value })), { minLength: 1, maxLength: 2 });
    fc.assert(
      fc.property(fc.record({ C0: condition, C1: condition, isConditional: fc.boolean(), resources }), (model) => {
        expect(mistakes(model)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
