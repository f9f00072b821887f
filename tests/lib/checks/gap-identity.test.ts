import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeDocument } from "#lib/checks/judge-document.ts";
import { stripPlan } from "#lib/checks/plan/strip-plan.ts";
import { DEFAULT_PROFILE } from "#lib/checks/profile-file.ts";
import { readProfile } from "#lib/checks/read-profile.ts";
import { sha256 } from "#lib/sha256.ts";
import { readTemplate } from "#lib/templates/read.ts";
import { planOf } from "#tests/lib/templates/terraform/plan-support.ts";

type Template = Record<string, Record<string, unknown> | unknown[]>;

const managed = (Resource: unknown) => ({
  Type: "AWS::IAM::ManagedPolicy",
  Properties: {
    PolicyDocument: { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "s3:GetObject", Resource } },
  },
});

/** Gaps of many kinds, and what they are made of. */
const BASE: Template = {
  Transform: ["AWS::Serverless-2016-10-31", "AWS::LanguageExtensions", "Macro"],
  Parameters: { Open: { Type: "String" }, Stage: { Type: "String", Default: "dev" } },
  Conditions: { IsLive: { "Fn::Equals": [{ Ref: "Stage" }, { Ref: "Open" }] } },
  Mappings: { Names: { a: { b: "c" } } },
  Globals: { Function: { Timeout: 3 } },
  Resources: {
    Unknown: managed({ Ref: "Open" }),
    Either: managed({ "Fn::If": ["IsLive", { "Fn::ImportValue": "x" }, "*"] }),
    Named: managed({ "Fn::Sub": "$" + "{Bucket.Arn}/$" + "{Open}" }),
    Mapped: managed({ "Fn::FindInMap": ["Names", "z", { Ref: "Stage" }] }),
    Bucket: { Type: "AWS::S3::Bucket", Properties: { BucketName: "named", Tags: [] } },
    Function: {
      Type: "AWS::Serverless::Function",
      Properties: { Policies: [{ Novelty: {} }], Events: { E: { Type: "New" } } },
    },
    Connector: {
      Type: "AWS::Serverless::Connector",
      Properties: { Source: { Id: "Bucket" }, Destination: { Id: "Bucket" } },
    },
    Application: { Type: "AWS::Serverless::Application", Properties: { Location: "a.yaml" } },
    "Fn::ForEach::Loop": ["Name", { Ref: "Open" }, { P$: managed("*") }],
  },
};

const settings = readProfile(DEFAULT_PROFILE);

/** The names of all gaps by what they are about. */
function gapsOf(text: string): Map<string, string | undefined> {
  const reading = readTemplate(text);
  if (!reading.ok) throw new Error(reading.problems[0]?.message);
  const results = judgeDocument({ name: "t", text, reading }, settings, { hash: sha256 });
  return new Map(
    results.flatMap(({ place, check, reasons }) => {
      if (check !== "readable") return [];
      const gaps = reasons.filter(({ rule }) => rule === "INCOMPLETE_POLICY");
      return gaps.map(({ description, fingerprint }) => [`${place.logicalId} ${description}`, fingerprint] as const);
    }),
  );
}

/** The gap that a macro over the whole template leaves, which any change of the template may fill. */
const OF_MACRO =
  " The template is rewritten by Macro at deployment; policies that it adds or changes are not read. (Transform)";

const before = gapsOf(JSON.stringify(BASE));
const changed = (change: (template: Template) => void) => {
  const template = structuredClone(BASE);
  change(template);
  return gapsOf(JSON.stringify(template));
};

/** What nothing in the template is made of. */
const UNRELATED: [section: string, more: object][] = [
  ["Resources", { Other: managed("arn:aws:s3:::other") }],
  ["Resources", { Another: { Type: "AWS::SQS::Queue" } }],
  ["Resources", { OtherGap: managed({ Ref: "Nobody" }) }],
  ["Parameters", { Other: { Type: "String", Default: "x" } }],
  ["Conditions", { IsOther: { "Fn::Equals": ["a", "b"] } }],
  ["Mappings", { Other: { a: { b: "c" } } }],
  ["Outputs", { Other: { Value: "x" } }],
  ["Metadata", { Other: "x" }],
  ["Globals", { Api: { Name: "x" } }],
];

describe("the name of a gap", () => {
  it("is there for each, and each has its own", () => {
    expect(before.size).toBeGreaterThan(8);
    expect([...before.values()]).not.toContain(undefined);
    expect(new Set(before.values()).size).toBe(before.size);
  });

  it("stays, whatever else is added, in whatever order and layout", () => {
    const shuffled = fc.infiniteStream(fc.nat());
    fc.assert(
      fc.property(fc.subarray(UNRELATED), shuffled, fc.boolean(), (added, order, isYaml) => {
        const template = structuredClone(BASE);
        for (const [section, more] of added) template[section] = { ...template[section], ...more };
        const text = JSON.stringify(reordered(template, order), null, 2);
        const written = isYaml ? `# first\n${text.replaceAll("\n", " # comment\n")}` : text;
        const now = gapsOf(written);
        for (const [about, fingerprint] of before) {
          if (about !== OF_MACRO) expect([about, now.get(about)]).toEqual([about, fingerprint]);
        }
      }),
      { numRuns: 40 },
    );
  });

  it.each<[string, string, (template: Template) => void]>([
    [
      "its own resource",
      "Unknown",
      ({ Resources }) => Object.assign(Resources ?? {}, { Unknown: managed([{ Ref: "Open" }, "x"]) }),
    ],
    [
      "a parameter that it has",
      "Unknown",
      ({ Parameters }) => Object.assign(Parameters ?? {}, { Open: { Type: "String", Description: "x" } }),
    ],
    [
      "a condition that it has",
      "Either",
      ({ Conditions }) =>
        Object.assign(Conditions ?? {}, { IsLive: { "Fn::Equals": [{ Ref: "Open" }, { Ref: "Stage" }] } }),
    ],
    [
      "a parameter of a condition that it has",
      "Either",
      ({ Parameters }) => Object.assign(Parameters ?? {}, { Stage: { Type: "String", Default: "live" } }),
    ],
    [
      "the name of a resource that it has",
      "Named",
      ({ Resources }) =>
        Object.assign(Resources ?? {}, { Bucket: { Type: "AWS::S3::Bucket", Properties: { BucketName: "other" } } }),
    ],
    [
      "the globals of its type",
      "Function",
      ({ Globals }) => Object.assign(Globals ?? {}, { Function: { Timeout: 4 } }),
    ],
    [
      "the name of what it connects",
      "Connector",
      ({ Resources }) => Object.assign(Resources ?? {}, { Bucket: { Type: "AWS::S3::Bucket", Properties: {} } }),
    ],
  ])("changes with %s", (_, resource, change) => {
    const now = changed(change);
    const about = [...before.keys()].filter((key) => key.startsWith(`${resource} `));
    expect(about.length).toBeGreaterThan(0);
    for (const key of about) expect(now.get(key)).not.toBe(before.get(key));
  });

  it("stays where the resource that it has keeps its name", () => {
    const now = changed(({ Resources }) => {
      const Properties = { BucketName: "named", Tags: [{ Key: "a", Value: "b" }], VersioningConfiguration: {} };
      Object.assign(Resources ?? {}, { Bucket: { Type: "AWS::S3::Bucket", Properties } });
    });
    const about = [...before.keys()].filter((key) => /^(?:Named|Connector) /.test(key));
    expect(about).toHaveLength(2);
    for (const key of about) expect(now.get(key)).toBe(before.get(key));
  });

  it("is that of everything that is given where more is referred to than can be followed", () => {
    const many = Object.fromEntries(
      Array.from({ length: 800 }, (_, index) => [`C${index}`, { Condition: `C${index + 1}` }]),
    );
    const Resources = Object.fromEntries(
      Array.from({ length: 800 }, (_, index) => [`R${index}`, { ...managed({ Ref: "Open" }), Condition: "C0" }]),
    );
    const whole = { ...BASE, Conditions: many, Resources };
    const last = (template: object) => [...gapsOf(JSON.stringify(template))].at(-1);
    const [about, fingerprint] = last(whole) ?? [];
    expect(fingerprint).toBeDefined();
    const added = last({ ...whole, Mappings: { Other: { a: { b: "c" } } } });
    expect(added?.[0]).toBe(about);
    expect(added?.[1]).not.toBe(fingerprint);
  });
});

/** The same with the keys of every object in another order. */
function reordered(value: unknown, order: Iterator<number>): unknown {
  if (Array.isArray(value)) return value.map((item) => reordered(item, order));
  if (typeof value !== "object" || value === null) return value;
  const keyed = Object.entries(value).map((entry) => [order.next().value as number, entry] as const);
  return Object.fromEntries(keyed.sort(([a], [b]) => a - b).map(([, [key, inner]]) => [key, reordered(inner, order)]));
}

describe("the name of the gap that a macro leaves", () => {
  const include = { Name: "AWS::Include", Parameters: { Location: "s3://b/part.yaml" } };
  const grown = (Grant: string) => ({ Team: { Type: "MyOrg::Team::Access", Properties: { Grant: [Grant] } } });
  const gaps = (around: object, inside: object, resources: object) =>
    gapsOf(JSON.stringify({ ...around, Resources: { Topic: { Type: "AWS::SNS::Topic" }, ...inside, ...resources } }));
  const names = (around: object, inside: object, resources: object = {}) =>
    [...gaps(around, inside, resources)].filter(([about]) => about.includes("Transform"));

  it("is there in a template of many gaps", () => {
    expect(before.get(OF_MACRO)).toBeDefined();
  });

  it.each<[string, object, object]>([
    ["of the template", { Transform: "Macro" }, {}],
    ["of the template, among others", { Transform: ["AWS::Serverless-2016-10-31", include, { Name: "Macro" }] }, {}],
    ["beside the sections", { "Fn::Transform": { Name: "Macro" } }, {}],
    ["beside the sections, of a list", { "Fn::Transform": [{ Name: "Macro" }] }, {}],
    ["beside the resources", {}, { "Fn::Transform": { Name: "Macro" } }],
  ])("changes with what the macro is given: %s", (_, around, inside) => {
    const now = names(around, inside, grown("read"));
    expect(now.length).toBeGreaterThan(0);
    const known = new Map(names(around, inside, grown("admin")));
    for (const [about, fingerprint] of now) {
      expect(fingerprint).toBeDefined();
      expect(known.has(about)).toBe(true);
      expect(known.get(about)).not.toBe(fingerprint);
    }
    expect(names(around, inside, grown("read"))).toEqual(now);
  });

  it.each<[string, object, object]>([
    ["of the template", { Transform: ["AWS::Serverless-2016-10-31", include] }, {}],
    ["beside the sections", { "Fn::Transform": include }, {}],
    ["beside the resources", {}, { "Fn::Transform": include }],
  ])("stays where AWS::Include adds a file and rewrites nothing: %s", (_, around, inside) => {
    const now = names(around, inside, grown("read"));
    expect(now.length).toBeGreaterThan(0);
    expect(names(around, inside, grown("admin"))).toEqual(now);
  });
});

describe("a gap where AWS::Include puts a file", () => {
  const PolicyDocument = { "Fn::Transform": { Name: "AWS::Include", Parameters: { Location: "s3://b/policy.yaml" } } };
  const gaps = gapsOf(
    JSON.stringify({ Resources: { P: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument } } } }),
  );

  it("says so, under the name that it had before it did", () => {
    expect([...gaps]).toEqual([
      [
        "P A macro (Fn::Transform) creates this value at deployment. This is AWS::Include: the file it includes is not part of this document. (Resources.P.Properties.PolicyDocument.Fn::Transform)",
        "e10cc42500ad3d284530c2014d441497987a7fc7a62d6c82f2eeb2f04531dadc:1",
      ],
    ]);
  });
});

describe("the name of what only the apply of a plan gives", () => {
  const references = (...names: string[]) => ({ references: names });
  const managed = { mode: "managed", type: "aws_iam_policy", name: "r" };
  const documentOf = (resources: string) => ({
    mode: "data",
    type: "aws_iam_policy_document",
    name: "d",
    expressions: { statement: [{ actions: { constant_value: ["s3:GetObject"] }, resources: references(resources) }] },
  });
  /** A document of which the plan knows the actions, whatever they are made of. */
  const read = (action: string) => ({
    address: "data.aws_iam_policy_document.d",
    mode: "data",
    type: "aws_iam_policy_document",
    name: "d",
    change: {
      actions: ["read"],
      before: null,
      after: { statement: [{ actions: [action] }] },
      after_unknown: { json: true },
    },
  });
  type Configured = { made: object; beside?: object[]; calls?: object };
  const rootModule = ({ made, beside = [], calls = {} }: Configured) => ({
    resources: [{ ...managed, expressions: { policy: made } }, ...beside],
    module_calls: calls,
  });
  const unknown = { type: "aws_iam_policy", after: { name: "p" }, unknown: { policy: true } };
  const nameOf = (configured: object, changes: object[] = [], module?: string) => {
    const plan = planOf({ ...unknown, ...(module && { module }) });
    plan.resource_changes.push(...changes);
    const names = gapsOf(JSON.stringify({ ...plan, configuration: { root_module: configured } }));
    expect([...names.values()]).toEqual([expect.stringMatching(/^[0-9a-f]{64}:1$/)]);
    return [...names.values()][0];
  };
  const document = references("data.aws_iam_policy_document.d.json", "data.aws_iam_policy_document.d");

  it("stays where nothing of it changes", () => {
    const made = references("aws_s3_bucket.logs.arn");
    const other = { ...managed, name: "other", expressions: { policy: references("aws_s3_bucket.x.arn") } };
    expect(nameOf(rootModule({ made, beside: [other] }))).toBe(nameOf(rootModule({ made })));
    expect(nameOf(rootModule({ made: document, beside: [documentOf("a.b.arn")] }), [read("s3:GetObject")])).toBe(
      nameOf(rootModule({ made: document, beside: [documentOf("a.b.arn"), other] }), [read("s3:GetObject")]),
    );
  });

  it("changes with what it refers to", () => {
    const name = (bucket: string) => nameOf(rootModule({ made: references(`aws_s3_bucket.${bucket}.arn`) }));
    expect(name("logs")).not.toBe(name("ledger"));
    expect(name("logs")).not.toBe(nameOf({}));
  });

  it("changes with what a policy document says that it is made of, and with what that refers to", () => {
    const name = (resource: string, action: string) =>
      nameOf(rootModule({ made: document, beside: [documentOf(resource)] }), [read(action)]);
    const before = name("aws_s3_bucket.logs.arn", "s3:GetObject");
    expect(name("aws_s3_bucket.ledger.arn", "s3:GetObject")).not.toBe(before);
    expect(name("aws_s3_bucket.logs.arn", "s3:*")).not.toBe(before);
  });

  it("changes with what a module is given, and what it gives", () => {
    const inner = rootModule({ made: references("var.bucket") });
    const given = (bucket: string) =>
      nameOf(
        { module_calls: { app: { expressions: { bucket: references(bucket) }, module: inner } } },
        [],
        'module.app["x.y"]',
      );
    expect(given("aws_s3_bucket.logs.arn")).not.toBe(given("aws_s3_bucket.ledger.arn"));
    const giving = (bucket: string) => {
      const outputs = { policy: { expression: references(bucket) } };
      return nameOf(
        rootModule({ made: references("module.app.policy", "module.app"), calls: { app: { module: { outputs } } } }),
      );
    };
    expect(giving("aws_s3_bucket.logs.arn")).not.toBe(giving("aws_s3_bucket.ledger.arn"));
  });

  it("changes with what its instances are made for, of its resource, of a document and of a module", () => {
    const value = references("each.value.policy", "each.value");
    const makes = { for_each_expression: document };
    const own = (action: string) => {
      const made = { ...managed, expressions: { policy: value }, ...makes };
      return nameOf({ resources: [made, documentOf("a.b.arn")] }, [read(action)]);
    };
    expect(own("s3:GetObject")).not.toBe(own("s3:*"));
    const through = (bucket: string) => {
      const each = { ...documentOf("each.value"), for_each_expression: references(bucket) };
      return nameOf(rootModule({ made: document, beside: [each] }));
    };
    expect(through("aws_s3_bucket.logs")).not.toBe(through("aws_s3_bucket.ledger"));
    const given = (action: string) => {
      const app = { expressions: { policy: value }, ...makes, module: rootModule({ made: references("var.policy") }) };
      const configured = { resources: [documentOf("a.b.arn")], module_calls: { app } };
      return nameOf(configured, [read(action)], 'module.app["x.y"]');
    };
    expect(given("s3:GetObject")).not.toBe(given("s3:*"));
  });

  it("changes with all that a module gives where the plan does not tell which of it is meant", () => {
    const giving = (made: object, policy: string, other: string) => {
      const outputs = { policy: { expression: references(policy) }, other: { expression: references(other) } };
      return nameOf(rootModule({ made, calls: { app: { module: { outputs } } } }));
    };
    const whole = references("module.app", "each.key");
    const before = giving(whole, "aws_s3_bucket.logs.arn", "aws_s3_bucket.news.arn");
    expect(giving(whole, "aws_s3_bucket.ledger.arn", "aws_s3_bucket.news.arn")).not.toBe(before);
    const one = references('module.app["a"].policy', 'module.app["a"]', "module.app");
    const named = giving(one, "aws_s3_bucket.logs.arn", "aws_s3_bucket.news.arn");
    expect(giving(one, "aws_s3_bucket.ledger.arn", "aws_s3_bucket.news.arn")).not.toBe(named);
    expect(giving(one, "aws_s3_bucket.logs.arn", "aws_s3_bucket.ledger.arn")).toBe(named);
  });

  it("changes with what a policy document says that the plan has read already", () => {
    const name = (action: string, values: (resources: object[]) => object) => {
      const { change: _, ...identity } = read(action);
      const known = { ...identity, values: { json: action } };
      const plan = { ...planOf(unknown), prior_state: { values: { root_module: values([known]) } } };
      const configuration = { root_module: rootModule({ made: document, beside: [documentOf("a.b.arn")] }) };
      const text = JSON.stringify({ ...plan, configuration });
      const stored = readTemplate(text);
      if (!stored.ok) throw new Error(stored.problems[0]?.message);
      const names = [text, stripPlan(text, stored.root, "plan.json")].map((each) => [...gapsOf(each).values()][0]);
      expect(names[0]).toBe(names[1]);
      return names[0];
    };
    const own = (resources: object[]) => ({ resources });
    expect(name("s3:GetObject", own)).not.toBe(name("s3:*", own));
    const others = (resources: object[]) => ({ resources, child_modules: [{ address: "module.x", resources: [{}] }] });
    expect(name("s3:GetObject", own)).toBe(name("s3:GetObject", others));
  });

  it("comes to an end where documents refer to each other in a circle", () => {
    const circle = documentOf("data.aws_iam_policy_document.d.json");
    expect(nameOf(rootModule({ made: document, beside: [circle] }))).toBeDefined();
  });
});
