import { describe, expect, it } from "vitest";
import { branchesMeet, isWithin, type TemplateOptions } from "#lib/templates/read.ts";
import { plain, read } from "../reading-support.ts";

const NO_VALUE = { Ref: "AWS::NoValue" };
const text = (value: string) => value.replaceAll("#", "$");
const equals = (parameter: string, value: unknown) => ({ "Fn::Equals": [{ Ref: parameter }, value] });
const either = (condition: string, then: unknown, otherwise: unknown) => ({ "Fn::If": [condition, then, otherwise] });

const REGION = { Ref: "AWS::Region" };

const sections = {
  Parameters: {
    Env: { Type: "String", Default: "dev" },
    Size: { Type: "String", Default: "s", AllowedValues: ["s", "m", "l"] },
    Switch: { Type: "String", Default: "off", AllowedValues: ["on", "off"] },
    Needed: { Type: "String" },
    Other: { Type: "String", Default: "dev" },
    Names: { Type: "CommaDelimitedList", Default: "" },
    Stored: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/path" },
    Index: { Type: "Number", Default: 0 },
    Needless: { Type: "String", Default: "b", AllowedValues: ["b", "b"] },
    Undecided: { Type: "Number", AllowedValues: [1, 2] },
    Many: { Type: "String", Default: "0", AllowedValues: Array.from({ length: 30 }, (_, index) => String(index)) },
    Listed: { Type: "CommaDelimitedList", Default: "a", AllowedValues: ["a", "b"] },
    Unclear: { Type: "String", Default: "a", AllowedValues: { "Fn::Transform": { Name: "m" } } },
    Strange: { Type: "String", Default: "a", AllowedValues: ["a", { Ref: "Env" }] },
    Quiet: { Type: "String", NoEcho: true, Default: "a-secret", AllowedValues: ["a-secret", "first-secret"] },
  },
  Mappings: {
    ByEnv: { dev: { role: "dev-role", flag: "no" }, prod: { role: "prod-role", flag: "yes" } },
    BySize: { s: { role: "same" }, m: { role: "same" }, xl: { role: "never" } },
    Half: { dev: { a: "dev-a" }, prod: { b: "prod-b" } },
  },
  Conditions: {
    IsProd: equals("Env", "prod"),
    IsTest: equals("Env", "test"),
    NotProd: { "Fn::Not": [{ Condition: "IsProd" }] },
    Shared: { "Fn::Or": [{ Condition: "IsProd" }, { Condition: "IsTest" }] },
    Both: { "Fn::And": [{ Condition: "IsProd" }, { Condition: "IsTest" }] },
    IsLarge: equals("Size", "l"),
    IsHuge: equals("Size", "xl"),
    IsQuiet: equals("Quiet", "first-secret"),
    IsOn: equals("Switch", "on"),
    IsOff: equals("Switch", "off"),
    HasNeeded: { "Fn::Not": [equals("Needed", "")] },
    SameAsOther: equals("Env", { Ref: "Other" }),
    OtherIsSame: equals("Other", { Ref: "Env" }),
    Imported: { "Fn::Equals": [{ "Fn::ImportValue": "e" }, "x"] },
    HasNames: { "Fn::Not": [{ "Fn::Equals": [{ "Fn::Join": ["", { Ref: "Names" }] }, ""] }] },
    NoNames: { "Fn::Equals": ["", { "Fn::Join": ["", { Ref: "Names" }] }] },
    IsStored: equals("Stored", "x"),
    InRegion: equals("AWS::Region", "eu-west-1"),
    Flagged: { "Fn::Equals": [{ "Fn::FindInMap": ["ByEnv", { Ref: "Env" }, "flag"] }, "yes"] },
    Composed: { "Fn::Equals": [{ "Fn::Sub": text("#{Env}-#{Other}") }, "prod-prod"] },
    Substituted: { "Fn::Equals": [{ "Fn::Sub": text("#{Env}") }, "prod"] },
    Never: { "Fn::Equals": ["a", "b"] },
  },
  Rules: { OnlyDev: { Assertions: [{ Assert: { "Fn::Contains": [["dev"], { Ref: "Env" }] } }] } },
};

const policyOf = (resource: unknown) => ({ Statement: [{ Effect: "Allow", Action: "s3:*", Resource: resource }] });

function reading(resources: object, options?: TemplateOptions) {
  return read({ ...sections, Resources: resources }, options);
}

/** What the resource of a policy is, by the words of each branch. */
function branches(resource: unknown, options?: TemplateOptions): [string | null, unknown][] {
  const properties = { PolicyName: "p", PolicyDocument: policyOf(resource) };
  const { policies, incomplete } = reading({ P: { Type: "AWS::IAM::Policy", Properties: properties } }, options);
  const resourceIn = (each: (typeof policies)[number]) =>
    (plain(each.node) as { Statement: { Resource?: unknown }[] }).Statement[0]?.Resource;
  return [
    ...policies.map((each): [string | null, unknown] => [each.branch?.words ?? null, resourceIn(each)]),
    ...incomplete.map((each): [string | null, unknown] => [each.branch?.words ?? null, { why: each.message }]),
  ];
}

describe("a condition that no given value decides", () => {
  it.each<[string, unknown, [string | null, unknown][]]>([
    [
      "by a default: the branch of the default is first",
      either("IsProd", "a", "b"),
      [
        ["IsProd is false", "b"],
        ["IsProd is true", "a"],
      ],
    ],
    [
      "The AWS CLI is missing: only its own tests use it, and they report this and pass.",
      either("HasNeeded", "a", "b"),
      [
        ["HasNeeded is false", "b"],
        ["HasNeeded is true", "a"],
      ],
    ],
    [
      "by a pseudo parameter",
      either("InRegion", "a", "b"),
      [
        ["InRegion is false", "b"],
        ["InRegion is true", "a"],
      ],
    ],
    [
      "by a parameter in Parameter Store",
      either("IsStored", "a", "b"),
      [
        ["IsStored is true", "a"],
        ["IsStored is false", "b"],
      ],
    ],
    [
      "by an export",
      either("Imported", "a", "b"),
      [
        ["Imported is true", "a"],
        ["Imported is false", "b"],
      ],
    ],
    [
      "by two parameters",
      either("SameAsOther", "a", "b"),
      [
        ["SameAsOther is true", "a"],
        ["SameAsOther is false", "b"],
      ],
    ],
    [
      "by a list that is empty or not",
      either("HasNames", "a", "b"),
      [
        ["HasNames is false", "b"],
        ["HasNames is true", "a"],
      ],
    ],
    [
      "by a text made of several parameters",
      either("Composed", "a", "b"),
      [
        ["Composed is false", "b"],
        ["Composed is true", "a"],
      ],
    ],
    [
      "by what a map says",
      either("Flagged", "a", "b"),
      [
        ["Flagged is false", "b"],
        ["Flagged is true", "a"],
      ],
    ],
    ["by the allowed values alone", either("IsHuge", "a", "b"), [[null, "b"]]],
    ["by nothing but the template", either("Never", "a", "b"), [[null, "b"]]],
    ["that cannot be", either("Both", "a", "b"), [[null, "b"]]],
    ["with the same in both branches", either("IsProd", "a", "a"), [[null, "a"]]],
  ])("%s", (_, resource, expected) => {
    expect(branches(resource)).toEqual(expected);
  });

  it("is decided by a value that is given", () => {
    expect(branches(either("IsProd", "a", "b"), { parameters: { Env: "prod" } })).toEqual([[null, "a"]]);
    expect(branches(either("Shared", "a", "b"), { parameters: { Env: "other" } })).toEqual([[null, "b"]]);
    expect(branches(either("InRegion", "a", "b"), { region: "eu-west-1" })).toEqual([[null, "a"]]);
    expect(branches(either("Imported", "a", "b"), { parameters: { "ImportValue:e": "x" } })).toEqual([[null, "a"]]);
    expect(branches(either("Composed", "a", "b"), { parameters: { Env: "prod", Other: "prod" } })).toEqual([
      [null, "a"],
    ]);
  });

  it("leaves a property out in the branch of NoValue", () => {
    expect(branches(either("IsProd", "*", NO_VALUE))).toEqual([
      ["IsProd is false", undefined],
      ["IsProd is true", "*"],
    ]);
  });

  it("shows a grant that the default hides", () => {
    const granted = { Effect: "Allow", Action: "*", Resource: "*" };
    const document = { Statement: [either("IsProd", granted, NO_VALUE)] };
    const { policies } = reading({ P: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: document } } });
    expect(policies.map((each) => [each.branch?.words, plain(each.node)])).toEqual([
      ["IsProd is false", { Statement: [] }],
      ["IsProd is true", { Statement: [granted] }],
    ]);
  });
});

describe("a parameter that the template allows several values", () => {
  it("is each of them where it is used, the default first", () => {
    expect(branches({ Ref: "Size" })).toEqual([
      ['Size is "s"', "s"],
      ['Size is "m"', "m"],
      ['Size is "l"', "l"],
    ]);
    expect(branches({ "Fn::Sub": text("#{Switch}/#{Needless}") })).toEqual([
      ['Switch is "off"', "off/b"],
      ['Switch is "on"', "on/b"],
    ]);
    expect(branches({ "Fn::Sub": text("#{Switch}/#{Size}") })).toHaveLength(6);
    expect(branches({ Ref: "Undecided" })).toEqual([
      ['Undecided is "1"', "1"],
      ['Undecided is "2"', "2"],
    ]);
  });

  it("is the one that is given", () => {
    expect(branches({ Ref: "Size" }, { parameters: { Size: "m" } })).toEqual([[null, "m"]]);
  });

  it("is not the value that a condition rules out", () => {
    const isSmall = either("IsLarge", "a", { Ref: "Size" });
    expect(branches(isSmall)).toEqual([
      ['IsLarge is false and Size is "s"', "s"],
      ['IsLarge is false and Size is "m"', "m"],
      ["IsLarge is true", "a"],
    ]);
  });

  it("decides texts that are made of it", () => {
    const C = { "Fn::Equals": [{ "Fn::Sub": text("#{Size}-#{Switch}") }, "l-on"] };
    const properties = { PolicyName: "p", PolicyDocument: policyOf({ "Fn::If": ["C", "*", "b"] }) };
    const Resources = { P: { Type: "AWS::IAM::Policy", Properties: properties } };
    const { policies } = read({ ...sections, Conditions: { C }, Resources });
    expect(policies.find((each) => each.text.includes('"*"'))?.branch).toMatchObject({
      words: "C is true",
      cases: [
        expect.arrayContaining([
          { name: "Size", value: "l" },
          { name: "Switch", value: "on" },
        ]),
      ],
    });
  });

  it("is each of them where it is attached", () => {
    const { attachments } = reading({
      U: { Type: "AWS::IAM::User", Properties: { ManagedPolicyArns: [{ "Fn::Sub": text("arn:#{Switch}") }] } },
    });
    expect(attachments.map(({ arn, branch }) => [arn, branch?.words])).toEqual([
      ["arn:off", 'Switch is "off"'],
      ["arn:on", 'Switch is "on"'],
    ]);
  });

  it("makes the policy incomplete where it allows too many", () => {
    expect(branches({ "Fn::Sub": text("#{Size}#{Many}") })).toEqual([[null, { why: expect.stringContaining("64") }]]);
  });

  it.each(["Listed", "Unclear", "Strange"])("makes it incomplete where its values are not told: %s", (Ref) => {
    expect(branches({ Ref })).toEqual([[null, { why: expect.stringContaining(`allowed values "${Ref}" has`) }]]);
    expect(branches({ Ref }, { parameters: { [Ref]: "x" } })).toEqual([[null, Ref === "Listed" ? ["x"] : "x"]]);
  });

  it("with NoEcho has its values in no words", () => {
    const words = branches({ Ref: "Quiet" }).map(([each]) => each);
    expect(words).toEqual(["Quiet is one of its values", "Quiet is one of its values"]);
    expect(branches(either("IsQuiet", "a", "b")).map(([each]) => each)).toEqual([
      "IsQuiet is false",
      "IsQuiet is true",
    ]);
    const unnamed = branches({ "Fn::If": [equals("Quiet", "first-secret"), "a", "b"] });
    expect(JSON.stringify(unnamed)).not.toContain("secret");
  });
});

describe("texts that YAML may take for something else", () => {
  const chosenBy = (left: string, right: string, parameters = "") => {
    const { policies } = read(`
Parameters: {Env: {Type: String, Default: a${parameters}}}
Conditions: {C: !Equals [${left}, ${right}]}
Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: {Statement: [{Effect: Allow, Action: !If [C, "s3:then", "s3:otherwise"], Resource: "*"}]}
`);
    return policies.map((each) => /s3:(\w+)/.exec(each.text)?.[1]).sort();
  };

  it.each([
    ["yes", '"true"'],
    ["yes", "true"],
    ["on", "yes"],
    ["yes", '"yes"'],
    ["No", "false"],
    ["010", '"8"'],
    ["0x10", "16"],
    ["1_000", "1000"],
    ["1.0", "1"],
    ["12:30", "750"],
  ])("%s and %s may be equal or not", (left, right) => {
    expect(chosenBy(left, right)).toEqual(["otherwise", "then"]);
  });

  it.each([
    ["true", '"true"', "then"],
    ["12", '"12"', "then"],
    ["abc", "abc", "then"],
    ["yes", "no", "otherwise"],
    ["yes", "1", "otherwise"],
    ["012", '"12"', "otherwise"],
    ["prod", "dev", "otherwise"],
  ])("%s and %s are decided", (left, right, branch) => {
    expect(chosenBy(left, right)).toEqual([branch]);
  });

  it("among allowed values leave every value open", () => {
    expect(chosenBy("!Ref Env", '"true"', ", AllowedValues: [yes, no]")).toEqual(["otherwise", "then"]);
    expect(chosenBy("!Ref Env", '"true"', ", AllowedValues: [a, b]")).toEqual(["otherwise"]);
  });

  it.each([
    ["yes", '["true", "false"]', ["otherwise", "then"]],
    ["yes", '["yes", "no"]', ["otherwise", "then"]],
    ["010", '["8", "9"]', ["otherwise", "then"]],
    ["yes", "[a, b]", ["otherwise"]],
    ['"yes"', '["true", "false"]', ["otherwise"]],
  ])("%s may be what an open parameter is of %s", (right, values, expected) => {
    expect(chosenBy("!Ref Env", right, `, AllowedValues: ${values}`)).toEqual(expected);
    expect(chosenBy(right, "!Ref Env", `, AllowedValues: ${values}`)).toEqual(expected);
  });

  it("as the other side leave a parameter the values that they may be", () => {
    const { policies } = read(`
Parameters: {Env: {Type: String, AllowedValues: ["true", "false"]}}
Conditions: {C: !Equals [!Ref Env, yes]}
Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Condition: C
    Properties:
      PolicyDocument: {Statement: [{Effect: Allow, Action: "s3:*", Resource: !Ref Env}]}
`);
    expect(policies.map(({ node }) => plain(node))).toEqual([policyOf("true")]);
  });

  it("as the keys of a map make it unknown which row is found", () => {
    const { policies, incomplete } = read(`
Mappings: {M: {yes: {a: "1"}, "true": {a: "2"}}}
Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: {Statement: [{Effect: Allow, Action: "s3:*", Resource: !FindInMap [M, "true", a]}]}
`);
    expect(policies).toEqual([]);
    expect(incomplete).toMatchObject([{ message: expect.stringContaining("yes") }]);
  });
});

describe("several conditions", () => {
  const cross = (one: string, other: string) => [either(one, "a", "b"), either(other, "c", "d")];

  it.each<[string, string, unknown[][]]>([
    [
      "IsProd",
      "NotProd",
      [
        ["b", "c"],
        ["a", "d"],
      ],
    ],
    [
      "IsProd",
      "IsTest",
      [
        ["b", "d"],
        ["b", "c"],
        ["a", "d"],
      ],
    ],
    [
      "IsProd",
      "Shared",
      [
        ["b", "d"],
        ["b", "c"],
        ["a", "c"],
      ],
    ],
    [
      "IsProd",
      "Substituted",
      [
        ["b", "d"],
        ["a", "c"],
      ],
    ],
    [
      "IsOn",
      "IsOff",
      [
        ["b", "c"],
        ["a", "d"],
      ],
    ],
    [
      "SameAsOther",
      "OtherIsSame",
      [
        ["a", "c"],
        ["b", "d"],
      ],
    ],
    [
      "HasNames",
      "NoNames",
      [
        ["b", "c"],
        ["a", "d"],
      ],
    ],
    [
      "Flagged",
      "IsProd",
      [
        ["b", "d"],
        ["a", "c"],
      ],
    ],
    [
      "IsProd",
      "IsLarge",
      [
        ["b", "d"],
        ["b", "c"],
        ["a", "d"],
        ["a", "c"],
      ],
    ],
  ])("%s and %s agree in every branch", (one, other, expected) => {
    expect(branches(cross(one, other)).map(([, resource]) => resource)).toEqual(expected);
  });

  it("are named only where they matter", () => {
    expect(branches(either("IsProd", either("IsLarge", "a", "b"), "c"))).toEqual([
      ["IsProd is false", "c"],
      ["IsProd is true and IsLarge is false", "b"],
      ["IsProd is true and IsLarge is true", "a"],
    ]);
    expect(branches(either("IsProd", either("IsLarge", "a", "b"), "b"))).toEqual([
      ["IsProd is false, or IsProd is true and IsLarge is false", "b"],
      ["IsProd is true and IsLarge is true", "a"],
    ]);
    expect(branches(either("IsProd", either("IsLarge", "a", "a"), "b"))).toEqual([
      ["IsProd is false", "b"],
      ["IsProd is true", "a"],
    ]);
  });

  it("are too many past 64 combinations, and then nothing of it passes", () => {
    const names = Array.from({ length: 7 }, (_, at) => `P${at}`);
    const template = (count: number) => {
      const used = names.slice(0, count);
      return read({
        Parameters: Object.fromEntries(used.map((name) => [name, { Type: "String", Default: "no" }])),
        Conditions: Object.fromEntries(used.map((name) => [`Is${name}`, equals(name, "yes")])),
        Resources: {
          P: {
            Type: "AWS::IAM::ManagedPolicy",
            Properties: { PolicyDocument: policyOf(used.map((name) => either(`Is${name}`, name, NO_VALUE))) },
          },
        },
      });
    };
    expect(template(6).policies).toHaveLength(64);
    expect(template(6).incomplete).toEqual([]);
    expect(template(7).policies).toEqual([]);
    expect(template(7).incomplete).toMatchObject([
      { logicalId: "P", message: expect.stringMatching(/more than 64 combinations/) },
    ]);
  });

  it("of two policies do not multiply", () => {
    const names = Array.from({ length: 20 }, (_, at) => `P${at}`);
    const { policies, incomplete } = read({
      Parameters: Object.fromEntries(names.map((name) => [name, { Type: "String", Default: "no" }])),
      Conditions: Object.fromEntries(names.map((name) => [`Is${name}`, equals(name, "yes")])),
      Resources: {
        U: {
          Type: "AWS::IAM::User",
          Properties: {
            Policies: names.map((name) =>
              either(`Is${name}`, { PolicyName: name, PolicyDocument: policyOf(name) }, NO_VALUE),
            ),
          },
        },
      },
    });
    expect(incomplete).toEqual([]);
    expect(policies.map((each) => [each.policyName, each.branch?.words])).toEqual(
      names.map((name) => [name, `Is${name} is true`]),
    );
  });
});

describe("the value that a branch gives a parameter", () => {
  it("is the one that its text has", () => {
    expect(branches(either("IsProd", { "Fn::Sub": text("#{Env}-x") }, { "Fn::Sub": text("#{Env}-y") }))).toEqual([
      ["IsProd is false", "dev-y"],
      ['IsProd is true and Env is "prod"', "prod-x"],
    ]);
    expect(branches([{ Ref: "Env" }, either("IsProd", "a", "b")])).toEqual([
      ["IsProd is false", ["dev", "b"]],
      ['Env is "prod" and IsProd is true', ["prod", "a"]],
    ]);
  });

  it("is known where the condition gives it, and missing where it does not", () => {
    const isX = { ...sections.Conditions, IsX: equals("Needed", "x") };
    const properties = { PolicyDocument: policyOf([{ Ref: "Needed" }, either("IsX", "a", "b")]) };
    const { policies, incomplete } = read({
      ...sections,
      Conditions: isX,
      Resources: { P: { Type: "AWS::IAM::ManagedPolicy", Properties: properties } },
    });
    expect(policies).toMatchObject([{ branch: { cases: [[{ name: "Needed", value: "x" }]] } }]);
    expect(incomplete).toMatchObject([
      {
        message: 'Where IsX is false: The parameter "Needed" has no value and no default. Give it a value.',
        branch: { words: "IsX is false", cases: [[{ name: "Needed", noneOf: ["x"] }]] },
      },
    ]);
  });

  it("is each of the allowed ones where the default is ruled out", () => {
    const isSmall = { IsSmall: equals("Size", "s") };
    const { policies } = read({
      ...sections,
      Conditions: isSmall,
      Resources: {
        P: {
          Type: "AWS::IAM::ManagedPolicy",
          Properties: { PolicyDocument: policyOf(either("IsSmall", "a", { Ref: "Size" })) },
        },
      },
    });
    expect(policies.map((each) => each.branch?.words)).toEqual([
      "IsSmall is true",
      'IsSmall is false and Size is "m"',
      'IsSmall is false and Size is "l"',
    ]);
  });

  it.each<[string, unknown, unknown]>([
    ["it is not its default", { "Fn::Not": [equals("Env", "dev")] }, { Ref: "Env" }],
    ["it is not another one with the same default", { "Fn::Not": [equals("Env", { Ref: "Other" })] }, { Ref: "Env" }],
    ["it is one with another default", equals("Env", { Ref: "AWS::Region" }), { Ref: "Env" }],
    ["a text made of it is another one", { "Fn::Equals": [{ "Fn::Sub": text("#{Env}x") }, "*x"] }, { Ref: "Env" }],
    [
      "its list is another one",
      { "Fn::Equals": [{ "Fn::Join": [",", { Ref: "Names" }] }, "*"] },
      { "Fn::Join": [",", { Ref: "Names" }] },
    ],
    [
      "its list does not begin as it does by default",
      { "Fn::Not": [{ "Fn::Equals": [{ "Fn::Select": [0, { Ref: "Names" }] }, ""] }] },
      { Ref: "Names" },
    ],
    [
      "it is one that is not its default",
      { "Fn::And": [equals("Env", { Ref: "Other" }), { "Fn::Not": [equals("Other", "dev")] }] },
      { Ref: "Env" },
    ],
    [
      "a condition that cannot be told may rule its default out",
      { "Fn::And": [{ "Fn::Not": [equals("Env", "dev")] }, { "Fn::Strange": [] }] },
      { Ref: "Env" },
    ],
    ["a pseudo parameter is not the stated one", { "Fn::Not": [equals("AWS::Region", "us-east-1")] }, REGION],
    [
      "a text made of a pseudo parameter is another one",
      { "Fn::Equals": [{ "Fn::Sub": text("#{AWS::Region}-x") }, "eu-west-1-x"] },
      { "Fn::GetAtt": ["Topic", "TopicArn"] },
    ],
  ])("is not known where %s", (_, condition, value) => {
    const { policies, incomplete } = read({
      ...sections,
      Conditions: { C: condition },
      Resources: {
        Topic: { Type: "AWS::SNS::Topic", Properties: { TopicName: "t" } },
        P: {
          Type: "AWS::IAM::ManagedPolicy",
          Condition: "C",
          Properties: { PolicyDocument: policyOf(value) },
        },
      },
    });
    expect(policies).toEqual([]);
    expect(incomplete).toMatchObject([
      {
        logicalId: "P",
        branch: { words: "C is true" },
        message: expect.stringMatching(
          /^Where C is true: .* cannot (?:take its default|default to .*) here\. Give it a value\.$/,
        ),
      },
    ]);
  });

  it("is its default where a condition says no more than this", () => {
    expect(branches(either("SameAsOther", { Ref: "Env" }, "b"))).toEqual([
      ["SameAsOther is true", "dev"],
      ["SameAsOther is false", "b"],
    ]);
    expect(branches(either("NotProd", { Ref: "Env" }, "b"))).toEqual([
      ["NotProd is true", "dev"],
      ["NotProd is false", "b"],
    ]);
  });

  it("is an assumption elsewhere, as before", () => {
    const properties = { PolicyDocument: policyOf({ "Fn::Sub": text("#{Env}-x") }) };
    expect(reading({ P: { Type: "AWS::IAM::ManagedPolicy", Properties: properties } }).policies).toMatchObject([
      { assumptions: [{ name: "Env", value: "dev", reason: "parameter-default" }] },
    ]);
    expect(branches({ Ref: "Env" })).toEqual([[null, "dev"]]);
  });
});

describe("whom a policy lets in from outside the account", () => {
  const trust = (condition: unknown, kind: "AWS::IAM::Role" | "AWS::IAM::ManagedPolicy") => {
    const statement = { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" };
    const properties =
      kind === "AWS::IAM::Role"
        ? { AssumeRolePolicyDocument: { Statement: [statement] } }
        : { PolicyDocument: policyOf("a") };
    const resources = { X: { Type: kind, Condition: "C", Properties: properties } };
    return (options?: TemplateOptions) => {
      const { policies, incomplete } = read({ Conditions: { C: condition }, Resources: resources }, options);
      return { kinds: policies.map((each) => each.kind), messages: incomplete.map((each) => each.message) };
    };
  };
  const elsewhere = { kinds: [], messages: [expect.stringMatching(/^Where C is true: .* in another account here/)] };

  it.each<[string, unknown]>([
    ["is not the one that is taken for the own one", { "Fn::Not": [equals("AWS::AccountId", "111122223333")] }],
    ["is another one", equals("AWS::AccountId", "444455556666")],
    ["is in a text that is another one", { "Fn::Equals": [{ "Fn::Sub": text("#{AWS::AccountId}-x") }, "4-x"] }],
  ])("is not known where that %s", (_, condition) => {
    expect(trust(condition, "AWS::IAM::Role")()).toEqual(elsewhere);
    expect(trust(condition, "AWS::IAM::ManagedPolicy")()).toEqual({ kinds: ["identity"], messages: [] });
  });

  it("is known where the account is", () => {
    const own = trust(equals("AWS::AccountId", "111122223333"), "AWS::IAM::Role");
    expect(own()).toEqual({ kinds: ["trust"], messages: [] });
    const other = trust({ "Fn::Not": [equals("AWS::AccountId", "111122223333")] }, "AWS::IAM::Role");
    expect(other({ account: "444455556666" })).toEqual({ kinds: ["trust"], messages: [] });
  });
});

describe("a key that no given value decides", () => {
  it.each<[string, unknown, [string | null, unknown][]]>([
    [
      "finds every row of a map",
      { "Fn::FindInMap": ["ByEnv", { Ref: "Env" }, "role"] },
      [
        ['Env is "dev"', "dev-role"],
        ['Env is "prod"', "prod-role"],
      ],
    ],
    [
      "finds only the rows that are allowed",
      { "Fn::FindInMap": ["BySize", { Ref: "Size" }, "role"] },
      [[null, "same"]],
    ],
    [
      "finds every second key",
      { "Fn::FindInMap": ["ByEnv", "prod", { Ref: "Needed" }] },
      [
        ['Needed is "role"', "prod-role"],
        ['Needed is "flag"', "yes"],
      ],
    ],
    [
      "passes over rows that cannot be deployed",
      { "Fn::FindInMap": ["Half", { Ref: "Env" }, "a"] },
      [['Env is "dev"', "dev-a"]],
    ],
    [
      "made of several parameters finds every row",
      { "Fn::FindInMap": ["ByEnv", { "Fn::Sub": text("#{Env}#{Other}") }, "role"] },
      [
        [expect.stringContaining('is "dev"'), "dev-role"],
        [expect.stringContaining('is "prod"'), "prod-role"],
      ],
    ],
    [
      "agrees with the conditions",
      [{ "Fn::FindInMap": ["ByEnv", { Ref: "Env" }, "role"] }, either("IsProd", "a", "b")],
      [
        ['Env is "dev" and IsProd is false', ["dev-role", "b"]],
        ['Env is "prod" and IsProd is true', ["prod-role", "a"]],
      ],
    ],
    [
      "is none of them where there is a default",
      { "Fn::FindInMap": ["ByEnv", { Ref: "Env" }, "role", { DefaultValue: "none" }] },
      [
        ['Env is "dev"', "dev-role"],
        ['Env is "prod"', "prod-role"],
        ['Env is none of "dev", "prod"', "none"],
      ],
    ],
    [
      "selects every item",
      { "Fn::Select": [{ Ref: "Index" }, ["a", "b"]] },
      [
        ['Index is "0"', "a"],
        ['Index is "1"', "b"],
      ],
    ],
    [
      "says where no row can be",
      { "Fn::FindInMap": ["Half", { Ref: "Env" }, "c"] },
      [[null, { why: expect.stringContaining("no value, whatever") }]],
    ],
  ])("%s", (_, resource, expected) => {
    expect(branches(resource)).toEqual(expected);
  });

  it("is decided by a value that is given", () => {
    const found = { "Fn::FindInMap": ["ByEnv", { Ref: "Env" }, "role"] };
    expect(branches(found, { parameters: { Env: "prod" } })).toEqual([[null, "prod-role"]]);
    expect(branches(found, { parameters: { Env: "test" } })).toEqual([
      [null, { why: expect.stringContaining("Mappings has no ByEnv") }],
    ]);
  });

  it("finds nothing in a map that a macro makes", () => {
    const { policies, incomplete } = read({
      Parameters: sections.Parameters,
      Mappings: { M: { "Fn::Transform": { Name: "AWS::Include" }, dev: { a: "x" } } },
      Resources: {
        P: {
          Type: "AWS::IAM::ManagedPolicy",
          Properties: { PolicyDocument: policyOf({ "Fn::FindInMap": ["M", { Ref: "Env" }, "a"] }) },
        },
      },
    });
    expect(policies).toEqual([]);
    expect(incomplete).toMatchObject([{ message: expect.stringContaining("macro") }]);
  });
});

describe("branches around policies", () => {
  const inline = (name: string, resource = name) => ({ PolicyName: name, PolicyDocument: policyOf(resource) });
  const trust = {
    Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
  };
  const role = (properties: object) => ({
    R: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: trust, ...properties } },
  });
  const named = (resources: object) =>
    reading(resources)
      .policies.filter(({ kind }) => kind === "identity")
      .map((each) => [each.policyName, each.branch?.words ?? null, each.path.slice(2).join(".")]);

  it("a list of policies, with the place of each", () => {
    expect(named(role({ Policies: either("IsProd", [inline("a"), inline("b")], [inline("c")]) }))).toEqual([
      ["c", "IsProd is false", "Properties.Policies.Fn::If.2.0.PolicyDocument"],
      ["a", "IsProd is true", "Properties.Policies.Fn::If.1.0.PolicyDocument"],
      ["b", "IsProd is true", "Properties.Policies.Fn::If.1.1.PolicyDocument"],
    ]);
  });

  it("a policy that is in both branches is one, without a branch", () => {
    const both = role({ Policies: either("IsProd", [inline("a"), inline("b")], [inline("a")]) });
    expect(named(both).map((each) => each.slice(0, 2))).toEqual([
      ["a", null],
      ["b", "IsProd is true"],
    ]);
  });

  it("two that are the same in one deployment stay two", () => {
    expect(named(role({ Policies: [inline("a"), inline("a")] }))).toHaveLength(2);
  });

  it("all properties, a whole document, its statements and one element", () => {
    const properties = (resource: string) => ({ PolicyDocument: policyOf(resource) });
    const of = (value: unknown) => ({ P: { Type: "AWS::IAM::ManagedPolicy", Properties: value } });
    const { Statement } = policyOf("a");
    for (const value of [
      either("IsProd", properties("a"), properties("b")),
      { PolicyDocument: either("IsProd", policyOf("a"), policyOf("b")) },
      { PolicyDocument: { Statement: either("IsProd", Statement, policyOf("b").Statement) } },
      { PolicyDocument: { Statement: [either("IsProd", Statement[0], policyOf("b").Statement[0])] } },
      { PolicyDocument: policyOf({ "Fn::Join": ["", [either("IsProd", "a", "b")]] }) },
      { PolicyDocument: policyOf({ "Fn::Sub": [text("#{X}"), { X: either("IsProd", "a", "b") }] }) },
      { PolicyDocument: { "Fn::Sub": [JSON.stringify(policyOf(text("#{X}"))), { X: either("IsProd", "a", "b") }] } },
    ]) {
      const { policies, incomplete } = reading(of(value));
      expect(incomplete).toEqual([]);
      expect(policies.map((each) => [each.branch?.words, plain(each.node)])).toEqual([
        ["IsProd is false", policyOf("b")],
        ["IsProd is true", policyOf("a")],
      ]);
    }
  });

  it("the name of a resource that the policy refers to", () => {
    const bucket = { Type: "AWS::S3::Bucket", Properties: { BucketName: either("IsProd", "live", "test") } };
    const properties = { PolicyDocument: policyOf({ "Fn::GetAtt": ["B", "Arn"] }) };
    const { policies } = reading({ B: bucket, P: { Type: "AWS::IAM::ManagedPolicy", Properties: properties } });
    expect(policies.map((each) => [each.branch?.words, /arn:aws:s3:::\w+/.exec(each.text)?.[0]])).toEqual([
      ["IsProd is false", "arn:aws:s3:::test"],
      ["IsProd is true", "arn:aws:s3:::live"],
    ]);
  });

  it("a resource that stands for one statement", () => {
    const permission = {
      Type: "AWS::Lambda::Permission",
      Properties: {
        FunctionName: "f",
        Action: "lambda:InvokeFunction",
        Principal: either("IsProd", "*", "s3.amazonaws.com"),
      },
    };
    const { policies } = reading({ X: permission });
    expect(policies.map((each) => [each.branch?.words, each.text.includes('"Principal":"*"')])).toEqual([
      ["IsProd is false", false],
      ["IsProd is true", true],
    ]);
  });

  it("the condition of its resource", () => {
    const properties = { PolicyDocument: policyOf(either("IsProd", "a", "b")) };
    const { policies } = reading({
      P: { Type: "AWS::IAM::ManagedPolicy", Condition: "IsProd", Properties: properties },
    });
    expect(policies.map((each) => [each.branch?.words, plain(each.node)])).toEqual([["IsProd is true", policyOf("a")]]);
  });

  it("says whether it is there in every deployment", () => {
    const inAll = (properties: unknown) =>
      reading({ P: { Type: "AWS::IAM::ManagedPolicy", Properties: properties } }).policies.map(
        ({ branch }) => branch?.isOneOfAll === true,
      );
    expect(inAll({ PolicyDocument: policyOf(either("IsProd", "a", "b")) })).toEqual([true, true]);
    expect(inAll({ PolicyDocument: either("IsProd", policyOf("a"), { "Fn::ImportValue": "b" }) })).toEqual([false]);
    const named = either("IsProd", "one", "other");
    expect(inAll({ ManagedPolicyName: named, PolicyDocument: policyOf(either("IsProd", "a", "b")) })).toEqual([
      false,
      false,
    ]);
  });

  it("what cannot be known in one branch is incomplete there, and the other is read", () => {
    const unknown = { "Fn::ImportValue": "elsewhere" };
    const { policies, incomplete } = reading(role({ Policies: [either("IsProd", inline("a"), unknown)] }));
    expect(policies.filter(({ kind }) => kind === "identity")).toMatchObject([
      { policyName: "a", branch: { words: "IsProd is true" } },
    ]);
    expect(incomplete).toMatchObject([
      {
        logicalId: "R",
        kind: "identity",
        message: expect.stringMatching(/^Where IsProd is false: The export "elsewhere"/),
      },
    ]);
  });

  it("a branch that leaves a document out holds none, unless it is left out everywhere", () => {
    const of = (value: unknown) =>
      reading({ P: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: value } } });
    expect(of(either("IsProd", policyOf("a"), NO_VALUE))).toMatchObject({ policies: [{}], incomplete: [] });
    expect(of(either("IsProd", NO_VALUE, NO_VALUE))).toMatchObject({
      policies: [],
      incomplete: [{ message: "PolicyDocument is missing." }],
    });
  });

  it("an Fn::If next to other keys hides what stands next to it, so nothing of it is read", () => {
    const among = { ...either("IsProd", [inline("a")], []), Extra: [inline("b")] };
    const { policies, incomplete } = reading(role({ Policies: among }));
    expect(policies.filter(({ kind }) => kind === "identity")).toEqual([]);
    expect(incomplete).toMatchObject([{ message: expect.stringContaining("combined with other keys.") }]);
  });

  it("managed policies of both branches are attached", () => {
    const [a, b, c] = ["a", "b", "c"].map((name) => `arn:aws:iam::aws:policy/${name}`);
    const attached = (value: unknown) =>
      reading(role({ ManagedPolicyArns: value })).attachments.map((each) => [each.arn, each.branch?.words ?? null]);
    expect(attached(either("IsProd", [a, b], [b]))).toEqual([
      [b, null],
      [a, "IsProd is true"],
    ]);
    expect(attached([either("IsProd", a, NO_VALUE), either("IsLarge", b, c)])).toEqual([
      [a, "IsProd is true"],
      [c, "IsLarge is false"],
      [b, "IsLarge is true"],
    ]);
    expect(attached([either("IsProd", { "Fn::ImportValue": "e" }, a)])).toEqual([
      [a, "IsProd is false"],
      [null, "IsProd is true"],
    ]);
  });

  it("an attached policy by a parameter says what was assumed", () => {
    expect(reading(role({ ManagedPolicyArns: [{ Ref: "Env" }] })).attachments).toMatchObject([
      { arn: "dev", assumptions: [{ name: "Env", value: "dev", reason: "parameter-default" }] },
    ]);
  });
});

describe("two branches meet where one deployment could be in both", () => {
  const branchOf = (resource: unknown, words: string) => {
    const properties = { PolicyDocument: policyOf(resource) };
    const { policies } = reading({ P: { Type: "AWS::IAM::ManagedPolicy", Properties: properties } });
    const found = policies.find((each) => each.branch?.words === words)?.branch;
    if (!found) throw new Error(`no branch ${words}`);
    return found;
  };
  const prod = branchOf(either("IsProd", "a", "b"), "IsProd is true");
  const other = branchOf(either("IsProd", "a", "b"), "IsProd is false");
  const test = branchOf(either("IsTest", "a", "b"), "IsTest is true");
  const large = branchOf(either("IsLarge", "a", "b"), "IsLarge is true");

  it.each([
    ["itself", prod, prod, true],
    ["its contrary", prod, other, false],
    ["another value of the same parameter", prod, test, false],
    ["the contrary of another value", other, test, true],
    ["another parameter", prod, large, true],
    ["no branch", prod, undefined, true],
  ])("%s", (_, one, two, expected) => {
    expect(branchesMeet(one, two)).toBe(expected);
    expect(branchesMeet(two, one)).toBe(expected);
  });

  it.each([
    ["itself", prod, prod, true],
    ["no branch", prod, undefined, true],
    ["a branch from none", undefined, prod, false],
    ["its contrary", prod, other, false],
    ["the contrary of another value", test, other, true],
    ["a value from its contrary", other, test, false],
    ["another parameter", prod, large, false],
  ])("and one lies within %s", (_, inner, outer, expected) => {
    expect(isWithin(inner, outer)).toBe(expected);
  });
});
