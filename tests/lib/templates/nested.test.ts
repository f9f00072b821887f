import { describe, expect, it } from "vitest";
import type { FileBeside, TemplateOptions } from "#lib/templates/read.ts";
import { plain, read } from "./reading-support.ts";
import { type Planned, planOf } from "./terraform/plan-support.ts";

const text = (value: string) => value.replaceAll("#", "$");
const document = (Resource: unknown) => ({ Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource }] });

/** A template with one policy, whose resource is the parameter. */
const INNER = {
  Parameters: { Which: { Type: "String", Default: "default" } },
  Resources: {
    P: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: document({ Ref: "Which" }) } },
  },
};
const stackSet = (TemplateBody: unknown, more: object = {}) => ({
  Resources: { S: { Type: "AWS::CloudFormation::StackSet", Properties: { StackSetName: "s", TemplateBody, ...more } } },
});
const stack = (TemplateURL: unknown, Parameters: object = {}) => ({
  Resources: { S: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL, Parameters } } },
});

type Found = { name: string; resource: unknown; branch?: string };

function found(source: object | string, options?: TemplateOptions): { policies: Found[]; gaps: string[] } {
  const { policies, incomplete } = read(source, options);
  return {
    policies: policies.map(({ logicalId, node, branch }) => {
      const { Statement } = plain(node) as { Statement: { Resource: unknown }[] };
      return { name: logicalId, resource: Statement[0]?.Resource, ...(branch && { branch: branch.words }) };
    }),
    gaps: incomplete.map(({ message }) => message),
  };
}

/** Files by their path from the folder of the source. */
function files(texts: Record<string, string | object>, isChecked = false): TemplateOptions & { asked: string[] } {
  const asked: string[] = [];
  const fileBeside: FileBeside = (path) => {
    asked.push(path);
    const file = texts[path];
    if (file === undefined) return { ok: false, message: "The file does not exist." };
    return { ok: true, text: typeof file === "string" ? file : JSON.stringify(file), isChecked };
  };
  return { fileBeside, asked };
}

describe("the template in a stack set", () => {
  it.each<[string, unknown]>([
    ["as JSON", JSON.stringify(INNER)],
    [
      "as YAML",
      "Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Statement: [{Effect: Allow, Action: 's3:GetObject', Resource: default}]\n",
    ],
    ["in pieces", { "Fn::Join": ["", [JSON.stringify(INNER).slice(0, 50), JSON.stringify(INNER).slice(50)]] }],
    ["with variables", { "Fn::Sub": JSON.stringify(INNER) }],
  ])("%s is read, at its place", (_, body) => {
    const source = stackSet(body);
    expect(found(source)).toEqual({ policies: [{ name: "S/P", resource: "default" }], gaps: [] });
    const [policy] = read(source).policies;
    expect(policy).toMatchObject({ resourceType: "AWS::IAM::ManagedPolicy", kind: "identity" });
    expect(policy?.path.slice(0, 4)).toEqual(["Resources", "S", "Properties", "TemplateBody"]);
    expect(policy?.span.start.line).toBeGreaterThan(1);
    expect(policy?.node.span).toEqual(policy?.span);
  });

  it("is a gap where a piece is not known, and where it is no template", () => {
    const piece = text('{"Resources":{"#{Nobody}":{}}}');
    for (const body of [
      { "Fn::Sub": piece },
      { "Fn::ImportValue": "x" },
      "[",
      '{"Statement":[]}',
      "{}",
      { Resources: {} },
    ]) {
      const { policies, gaps } = found(stackSet(body));
      expect([policies, gaps.length]).toEqual([[], 1]);
    }
  });

  it("has the values that the stack set gives it", () => {
    const Parameters = [{ ParameterKey: "Which", ParameterValue: "given" }];
    expect(found(stackSet(JSON.stringify(INNER), { Parameters })).policies).toEqual([
      { name: "S/P", resource: "given" },
    ]);
  });

  it("has the values of each group of instances", () => {
    const group = (value?: string) => ({
      Regions: ["eu-west-1"],
      ParameterOverrides: value === undefined ? [] : [{ ParameterKey: "Which", ParameterValue: value }],
    });
    const StackInstancesGroup = [group("one"), group("two"), group("two"), group()];
    const { policies } = found(stackSet(JSON.stringify(INNER), { StackInstancesGroup }));
    expect(policies.map(({ resource }) => resource)).toEqual(["one", "two", "default"]);
  });

  it("in another one is read to a depth", () => {
    let body: object = INNER;
    for (let depth = 0; depth < 3; depth++) body = stackSet(JSON.stringify(body));
    expect(found(body).policies).toEqual([{ name: "S/S/S/P", resource: "default" }]);
  });

  it("in a hundred others is a gap", () => {
    const indented = (inside: string) => inside.replaceAll(/^/gm, "        ");
    const around = (inside: string) =>
      `Resources:\n  S:\n    Type: AWS::CloudFormation::StackSet\n    Properties:\n      TemplateBody: |\n${indented(inside)}`;
    let body = JSON.stringify(INNER);
    for (let depth = 0; depth < 100; depth++) body = around(body);
    const reading = read(body);
    expect(reading.policies).toEqual([]);
    expect(reading.incomplete).toMatchObject([
      { logicalId: Array(9).fill("S").join("/"), message: expect.stringContaining("nested more than 8 levels") },
    ]);
  });
});

describe("a nested template in a file", () => {
  it("is read from the folder of the template", () => {
    const options = files({ "sub/inner.yaml": INNER });
    expect(found(stack("sub/inner.yaml"), options)).toEqual({
      policies: [{ name: "S/P", resource: "default" }],
      gaps: [],
    });
    expect(options.asked).toEqual(["sub/inner.yaml"]);
  });

  it("of an application of SAM is read too", () => {
    const application = (Location: unknown) => ({
      Transform: "AWS::Serverless-2016-10-31",
      Resources: {
        S: { Type: "AWS::Serverless::Application", Properties: { Location, Parameters: { Which: "given" } } },
      },
    });
    const options = files({ "inner.yaml": INNER });
    expect(found(application("inner.yaml"), options)).toEqual({
      policies: [{ name: "S/P", resource: "given" }],
      gaps: [],
    });
    const published = {
      ApplicationId: "arn:aws:serverlessrepo:us-east-1:111122223333:applications/a",
      SemanticVersion: "1.0.0",
    };
    expect(found(application(published), options).gaps).toEqual([expect.stringContaining("Check it separately")]);
  });

  it("in a file of a folder is read from there", () => {
    const options = files({ "sub/outer.yaml": stack("../other/inner.yaml"), "other/inner.yaml": INNER });
    expect(found(stack("./sub/outer.yaml"), files({})).gaps).toHaveLength(1);
    expect(found(stack("sub/outer.yaml"), options).policies).toEqual([{ name: "S/S/P", resource: "default" }]);
  });

  it.each<[string, unknown]>([
    ["is elsewhere", "https://bucket.s3.amazonaws.com/inner.yaml"],
    ["is in a bucket", "s3://bucket/inner.yaml"],
    ["has a name that was not found", { "Fn::Sub": text("#{Nobody}/inner.yaml") }],
    ["does not exist", "gone.yaml"],
    ["is no template", "policy.json"],
    ["is broken", "broken.yaml"],
  ])("that %s is a gap", (_, url) => {
    const options = files({ "policy.json": document("*"), "broken.yaml": "Resources: [" });
    const { policies, gaps } = found(stack(url), options);
    expect([policies, gaps.length]).toEqual([[], 1]);
  });

  it("is a gap where the stack is in another account than the one that is taken for the own one", () => {
    const other = { "Fn::Not": [{ "Fn::Equals": [{ Ref: "AWS::AccountId" }, "111122223333"] }] };
    const { S } = stack("inner.json").Resources;
    const source = { Conditions: { Other: other }, Resources: { S: { ...S, Condition: "Other" } } };
    const beside = files({ "inner.json": INNER });
    expect(found(source, beside)).toEqual({
      policies: [],
      gaps: [expect.stringMatching(/^Where Other is true: .* The stack is in another account here/)],
    });
    const { policies } = found(source, { ...beside, account: "444455556666" });
    expect(policies.map(({ name }) => name)).toEqual(["S/P"]);
  });

  it("is a gap where files are not read", () => {
    expect(found(stack("inner.yaml")).gaps).toEqual([expect.stringContaining("Check it separately")]);
  });

  it("that leads back to itself is a gap", () => {
    const options = files({ "a.yaml": stack("./b.yaml"), "b.yaml": stack("sub/../a.yaml") });
    const { policies, gaps } = found(stack("a.yaml"), options);
    expect([policies, gaps]).toEqual([[], [expect.stringContaining("nested within itself.")]]);
  });

  it("of which there are more at each level is a gap", () => {
    const many = (file: string) => ({
      Resources: Object.fromEntries(Array.from({ length: 4 }, (_, at) => [`S${at}`, stack(file).Resources.S])),
    });
    const options = files({ "1": many("2"), "2": many("3"), "3": many("4"), "4": many("5"), "5": INNER });
    const { gaps } = found(many("1"), options);
    expect(gaps).toEqual(expect.arrayContaining([expect.stringContaining("More than 200 templates")]));
    expect(options.asked.length).toBeLessThan(1000);
  });
});

describe("the values that a nested stack is given", () => {
  const parent = (Which: unknown, more: object = {}) => ({ ...stack("inner.yaml", { Which }), ...more });
  const inner = files({ "inner.yaml": INNER });

  it("decide what its template says", () => {
    expect(found(parent("given"), inner).policies).toEqual([{ name: "S/P", resource: "given" }]);
    expect(found(parent(["a", "b"]), inner).policies).toEqual([{ name: "S/P", resource: "a,b" }]);
  });

  it("are not known where CloudFormation may take them for others", () => {
    const yaml = (Which: string) =>
      read(
        `Resources: {S: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: inner.yaml, Parameters: {Which: ${Which}}}}}`,
        inner,
      );
    expect(yaml("012345670123").policies).toEqual([]);
    expect(yaml("012345670123").incomplete).toHaveLength(1);
    expect(yaml("'012345670123'").policies).toHaveLength(1);
    expect(yaml("12345678").policies).toHaveLength(1);
  });

  it("are those that a function chooses", () => {
    const chosen = (value: unknown) =>
      found(
        parent("x", {
          Resources: {
            S: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: "inner.yaml", Parameters: value } },
          },
        }),
        inner,
      );
    const values = { "Fn::If": ["C", { Which: "*" }, { Ref: "AWS::NoValue" }] };
    expect(chosen(values).gaps).toHaveLength(1);
    expect(chosen({ "Fn::ImportValue": "x" }).gaps).toEqual([expect.stringContaining("values of its parameters")]);
    const Conditions = { C: { "Fn::Equals": ["a", "a"] } };
    const Resources = {
      S: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: "inner.yaml", Parameters: values } },
    };
    expect(found({ Conditions, Resources }, inner).policies).toEqual([{ name: "S/P", resource: "*" }]);
  });

  it("of a stack set are those of each item that a function chooses", () => {
    const Conditions = { C: { "Fn::Equals": ["a", "a"] } };
    const item = { ParameterKey: "Which", ParameterValue: "*" };
    const given = (Parameters: unknown, more: object = {}) =>
      found({ Conditions, ...stackSet(JSON.stringify(INNER), { Parameters, ...more }) });
    const chosen = { "Fn::If": ["C", item, { Ref: "AWS::NoValue" }] };
    expect(given([chosen]).policies).toEqual([{ name: "S/P", resource: "*" }]);
    expect(given({ "Fn::If": ["C", [item], []] }).policies).toEqual([{ name: "S/P", resource: "*" }]);
    for (const unknown of [[{ "Fn::ImportValue": "x" }], { "Fn::ImportValue": "x" }, [{ ParameterValue: "*" }], "x"]) {
      expect(given(unknown)).toEqual({ policies: [], gaps: [expect.stringContaining("values of its parameters")] });
    }
    const groups = { StackInstancesGroup: [{ ParameterOverrides: { "Fn::ImportValue": "x" } }] };
    expect(given([], groups).gaps).toEqual([expect.stringContaining("values of its parameters")]);
  });

  it.each([
    ["an account of octal digits", "012345670123"],
    ["one in a list", "[a, 012345670123]"],
  ])("are told to be quoted where CloudFormation may take one for another: %s", (_, value) => {
    const source = `Resources:
  S: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: inner.yaml, Parameters: {Which: ${value}}}}`;
    const { policies, incomplete } = read(source, inner);
    expect(policies).toEqual([]);
    expect(incomplete).toMatchObject([
      {
        logicalId: "S/P",
        message: expect.stringMatching(
          /^The value passed to "Which" is uncertain\..*"012345670123" as "1402433619".* Quote it/,
        ),
        span: { start: { line: 2 } },
      },
    ]);
    const quoted = found(source.replace("012345670123", "'012345670123'"), inner);
    expect(quoted.gaps).toEqual([]);
  });

  it("are not its defaults where nobody knows them", () => {
    const { policies, gaps } = found(parent({ "Fn::ImportValue": "x" }), inner);
    expect([policies, gaps]).toEqual([[], [expect.stringContaining('"Which" has no value')]]);
  });

  it("that the outer template takes for given are taken for given only", () => {
    const Parameters = { Outer: { Type: "String", Default: "taken" } };
    const open = {
      Parameters: { Which: { Type: "String" } },
      Conditions: { IsTaken: { "Fn::Equals": [{ Ref: "Which" }, "taken"] } },
      Resources: {
        P: {
          Type: "AWS::IAM::ManagedPolicy",
          Properties: { PolicyDocument: document({ "Fn::If": ["IsTaken", { Ref: "Which" }, "*"] }) },
        },
      },
    };
    const source = parent({ Ref: "Outer" }, { Parameters });
    const { policies } = found(source, files({ "inner.yaml": open }));
    expect(policies.map(({ resource }) => resource)).toEqual(["taken", "*"]);
    const [first] = read(source, files({ "inner.yaml": open })).policies;
    expect(first?.assumptions.map(({ name }) => name)).toContain("Outer");
  });

  it("are told apart by the branch in which they are given", () => {
    const Conditions = { IsProd: { "Fn::Equals": [{ Ref: "Env" }, "prod"] } };
    const Parameters = { Env: { Type: "String", AllowedValues: ["prod", "test"] } };
    const source = parent({ "Fn::If": ["IsProd", "wide", "narrow"] }, { Parameters, Conditions });
    expect(found(source, inner).policies).toEqual([
      { name: "S/P", resource: "wide", branch: "IsProd is true" },
      { name: "S/P", resource: "narrow", branch: "IsProd is false" },
    ]);
  });

  it("have branches of their own inside, which are not those of the outer template", () => {
    const Env = { Type: "String", AllowedValues: ["prod", "test"] };
    const own = {
      Parameters: { Env },
      Resources: { P: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: document({ Ref: "Env" }) } } },
    };
    const { policies } = read(stack("inner.yaml"), files({ "inner.yaml": own }));
    expect(policies.map(({ branch }) => branch?.cases)).toEqual([
      [[{ name: "S/Env", value: "prod" }]],
      [[{ name: "S/Env", value: "test" }]],
    ]);
  });
});

describe("a nested template that is checked itself", () => {
  const gap = { P: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: { "Fn::ImportValue": "x" } } } };
  const checked = files({ "inner.yaml": INNER, "gap.yaml": { Resources: gap } }, true);

  it("is read here for what is given to it", () => {
    expect(found(stack("inner.yaml"), checked)).toEqual({ policies: [], gaps: [] });
    expect(found(stack("inner.yaml", { Which: "default" }), checked).policies).toHaveLength(1);
    expect(found(stack("inner.yaml", { Which: "*" }), checked).policies).toEqual([{ name: "S/P", resource: "*" }]);
    expect(found(stack("gap.yaml"), checked)).toEqual({ policies: [], gaps: [] });
  });
});

describe("what is attached and left out in a nested template", () => {
  it("is told with its names", () => {
    const Resources = {
      R: { Type: "AWS::IAM::User", Properties: { ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] } },
      N: { ...INNER.Resources.P, Condition: "Never" },
    };
    const body = JSON.stringify({ Conditions: { Never: { "Fn::Equals": ["a", "b"] } }, Resources });
    const reading = read(stackSet(body));
    expect(reading.attachments).toMatchObject([{ logicalId: "S/R" }]);
    expect(reading.neverMade).toMatchObject([{ logicalId: "S/N" }]);
  });
});

describe("a stack in a plan", () => {
  const planned = (after: object, more: Partial<Planned> = {}): Planned => ({
    type: "aws_cloudformation_stack",
    after,
    ...more,
  });
  const body = JSON.stringify(INNER);

  it.each(["aws_cloudformation_stack", "aws_cloudformation_stack_set"])("of type %s is read", (type) => {
    expect(found(planOf({ type, after: { template_body: body, parameters: { Which: "given" } } }))).toEqual({
      policies: [{ name: `${type}.r/P`, resource: "given" }],
      gaps: [],
    });
  });

  it("brings the version before", () => {
    const before = { template_body: body, parameters: { Which: "before" } };
    const after = { template_body: body, parameters: { Which: "after" } };
    const [policy] = read(planOf(planned(after, { before, actions: ["update"] }))).policies;
    expect(policy?.before && plain(policy.before)).toEqual(document("before"));
  });

  it.each<[string, Planned]>([
    ["the template was not found", planned({}, { unknown: { template_body: true } })],
    ["the template is elsewhere", planned({ template_url: "https://example.com/t" })],
    ["the values are not known", planned({ template_body: body }, { unknown: { parameters: true } })],
    [
      "one value was not found",
      planned({ template_body: body, parameters: {} }, { unknown: { parameters: { Which: true } } }),
    ],
    ["is not a template,", planned({ template_body: "{}" })],
    [
      "instances have other values",
      { type: "aws_cloudformation_stack_set_instance", after: { parameter_overrides: { Which: "*" } } },
    ],
    [
      "instances have values that are not known",
      { type: "aws_cloudformation_stack_instances", after: {}, unknown: { parameter_overrides: true } },
    ],
  ])("is a gap where %s", (_, each) => {
    const { policies, gaps } = found(planOf(each));
    expect([policies, gaps.length]).toEqual([[], 1]);
  });

  it("with instances of the same values is none", () => {
    const after = { parameter_overrides: null };
    expect(found(planOf({ type: "aws_cloudformation_stack_set_instance", after }))).toEqual({ policies: [], gaps: [] });
  });
});
