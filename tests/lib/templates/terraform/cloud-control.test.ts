import { describe, expect, it } from "vitest";
import { POLICY_TABLE } from "#lib/templates/cloudformation/policy-table.ts";
import { SHARING_TABLE } from "#lib/templates/cloudformation/sharing-table.ts";
import { plain, read } from "../reading-support.ts";
import { type Planned, planOf } from "./plan-support.ts";

const document = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] };
const json = JSON.stringify(document);
const TRUST = JSON.stringify({
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

function found(...planned: Planned[]) {
  const { policies, incomplete, attachments } = read(planOf(...planned));
  return {
    policies: policies.map(({ kind, resourceType, logicalId, policyName }) => [
      kind,
      resourceType,
      logicalId,
      policyName,
    ]),
    gaps: incomplete.map(({ path }) => path.slice(2).join(".")),
    attached: attachments.map(({ arn }) => arn),
  };
}

const underscored = (name: string) => name.replace(/(?<=[a-z\d])[A-Z]/g, "_$&").toLowerCase();
const nameOf = (type: string) => type.split("::").map(underscored).join("_").replace(/^aws/, "awscc");

/** A value placed at a path of a table; `*` makes a list of one. */
function placed(path: readonly string[], value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  return step === "*" ? [placed(rest, value)] : { [underscored(step)]: placed(rest, value) };
}

describe("a resource of the Cloud Control provider", () => {
  it.each(
    POLICY_TABLE.filter(({ byType }) => !byType).map((row) => [`${row.type} ${row.path.join(".")}`, row] as const),
  )("has the policies of %s", (_, { type, path, kind }) => {
    const name = nameOf(type);
    const { policies } = found({ type: name, after: placed(path, json) as object });
    expect(policies).toContainEqual([kind, name, `${name}.r`, null]);
  });

  const opening = [
    "999999999999",
    "public-read",
    "NONE",
    "PUBLIC_READ",
    "public",
    '[{"Rules":[{"Permission":["aoss:*"]}],"Principal":["*"]}]',
  ];
  it.each(SHARING_TABLE.map((row) => [`${row.type} ${row.path.join(".")}`, row] as const))(
    "lets in whom %s lets in",
    (_, { type, path }) => {
      const all = opening.map((value) => found({ type: nameOf(type), after: placed(path, value) as object }).policies);
      expect(all.flat()).toContainEqual(["sharing", nameOf(type), `${nameOf(type)}.r`, null]);
    },
  );

  it("is read as one of CloudFormation, at its places in the plan", () => {
    const after = {
      assume_role_policy_document: TRUST,
      managed_policy_arns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
      policies: [{ policy_name: "p", policy_document: json }],
    };
    expect(found({ type: "awscc_iam_role", after })).toEqual({
      policies: [
        ["trust", "awscc_iam_role", "awscc_iam_role.r", null],
        ["identity", "awscc_iam_role", "awscc_iam_role.r", "p"],
      ],
      gaps: [],
      attached: ["arn:aws:iam::aws:policy/AdministratorAccess"],
    });
    const [, policy] = read(planOf({ type: "awscc_iam_role", after })).policies;
    expect(policy?.path).toEqual(["resource_changes", 0, "change", "after", "policies", 0, "policy_document"]);
    expect(policy?.span.start.line).toBeGreaterThan(1);
  });

  it("has the statements of permissions, with all that narrows them", () => {
    const after = {
      function_name: "f",
      action: "lambda:InvokeFunction",
      principal: "*",
      principal_org_id: "o-a1b2c3d4e5",
    };
    const [policy] = read(planOf({ type: "awscc_lambda_permission", after })).policies;
    expect(policy && plain(policy.node)).toMatchObject({
      Statement: [{ Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }],
    });
    const statement = { Effect: "Allow", Principal: "*", Action: "events:PutEvents", Resource: "*" };
    const bus = { statement_id: "s", statement: JSON.stringify(statement) };
    const [open] = read(planOf({ type: "awscc_events_event_bus_policy", after: bus })).policies;
    expect(open && plain(open.node)).toMatchObject({ Statement: [statement] });
  });

  it("belongs to others of the plan by their names", () => {
    const group = { type: "awscc_iam_group", after: { group_name: "own" } };
    const added = (group_name: string) => ({ type: "awscc_iam_user_to_group_addition", after: { group_name } });
    expect(found(added("own"), group).gaps).toEqual([]);
    expect(found(added("Admins"), group).gaps).toEqual(["change.after.group_name"]);
  });

  it("is a gap where only the apply makes a part of it that is set", () => {
    const unknown = { assume_role_policy_document: true, policies: [{ policy_document: true }] };
    const after = { policies: [{ policy_name: "p" }] };
    const planned = { type: "awscc_iam_role", after, unknown };
    expect(found(planned).policies).toEqual([]);
    expect(found(planned).gaps).toHaveLength(2);
  });

  it("is none where AWS fills in what the configuration does not set", () => {
    const expressions = { assume_role_policy_document: {} };
    const resources = [{ mode: "managed", type: "awscc_iam_role", name: "r", expressions }];
    const planned = {
      type: "awscc_iam_role",
      after: { assume_role_policy_document: TRUST },
      unknown: { policies: true, managed_policy_arns: true },
    };
    const plan = { ...planOf(planned), configuration: { root_module: { resources } } };
    expect(read(plan)).toMatchObject({ policies: [{ kind: "trust" }], incomplete: [], attachments: [] });
  });

  it("is a gap where the plan does not say what is unknown", () => {
    const values = { address: "awscc_iam_role.r", mode: "managed", type: "awscc_iam_role", name: "r", values: {} };
    expect(read({ planned_values: { root_module: { resources: [values] } } }).incomplete).toHaveLength(1);
  });

  it("brings the version before", () => {
    const after = { bucket: "b", policy_document: json };
    const before = { ...after, policy_document: TRUST };
    const [policy] = read(planOf({ type: "awscc_s3_bucket_policy", actions: ["update"], before, after })).policies;
    expect(policy?.before && plain(policy.before)).toEqual(JSON.parse(TRUST));
  });

  it("deploys nested templates with their values, whose names are its own", () => {
    const template_body = JSON.stringify({
      Parameters: { my_name: { Type: "String" } },
      Resources: {
        P: {
          Type: "AWS::IAM::ManagedPolicy",
          Properties: {
            PolicyDocument: { Statement: [{ Effect: "Allow", Action: "*", Resource: { Ref: "my_name" } }] },
          },
        },
      },
    });
    const parameters = [{ parameter_key: "my_name", parameter_value: "given" }];
    const type = "awscc_cloudformation_stack_set";
    const [policy] = read(planOf({ type, key: '["a/b"]', after: { template_body, parameters } })).policies;
    expect(policy).toMatchObject({
      logicalId: `${type}.r["a/b"]/P`,
      resourceType: "AWS::IAM::ManagedPolicy",
      path: expect.arrayContaining(["resource_changes", "template_body"]),
    });
    expect(policy && plain(policy.node)).toMatchObject({ Statement: [{ Resource: "given" }] });
  });

  it("has of its templates what was there in the same branch, and what is in no deployment", () => {
    const template = (action: string) =>
      JSON.stringify({
        Parameters: { Stage: { Type: "String" } },
        Conditions: {
          IsProd: { "Fn::Equals": [{ Ref: "Stage" }, "prod"] },
          Never: { "Fn::Equals": ["a", "b"] },
        },
        Resources: {
          P: {
            Type: "AWS::IAM::ManagedPolicy",
            Properties: {
              PolicyDocument: {
                Statement: [
                  { Effect: "Allow", Action: { "Fn::If": ["IsProd", action, "s3:ListBucket"] }, Resource: "*" },
                ],
              },
            },
          },
          Q: { Type: "AWS::IAM::ManagedPolicy", Condition: "Never", Properties: { PolicyDocument: document } },
        },
      });
    const [before, after] = ["s3:GetObject", "s3:*"].map((action) => ({ template_body: template(action) }));
    const { policies, neverMade } = read(planOf({ type: "awscc_cloudformation_stack_set", before, after }));
    const actions = policies.map((policy) =>
      [policy.node, policy.before].map((node) => {
        return node && (plain(node) as { Statement: { Action: string }[] }).Statement[0]?.Action;
      }),
    );
    expect(actions.sort()).toEqual([
      ["s3:*", "s3:GetObject"],
      ["s3:ListBucket", "s3:ListBucket"],
    ]);
    expect(neverMade).toMatchObject([{ logicalId: "awscc_cloudformation_stack_set.r/Q" }]);
  });
});

describe("any resource of CloudFormation", () => {
  const made = (type_name: string, desired_state: unknown, unknown: object = {}): Planned => ({
    type: "aws_cloudcontrolapi_resource",
    after: {
      type_name,
      desired_state: typeof desired_state === "string" ? desired_state : JSON.stringify(desired_state),
    },
    unknown,
  });

  it("is read as what it is", () => {
    expect(found(made("AWS::S3::BucketPolicy", { PolicyDocument: document })).policies).toEqual([
      ["resource", "aws_cloudcontrolapi_resource", "aws_cloudcontrolapi_resource.r", null],
    ]);
    expect(found(made("AWS::S3::Bucket", { AccessControl: "PublicRead" })).policies).toHaveLength(1);
    expect(found(made("AWS::S3::Bucket", { BucketName: "b" }))).toEqual({ policies: [], gaps: [], attached: [] });
    expect(found(made("AWS::Future::Thing", { Rules: document })).gaps).toEqual(["change.after.Rules"]);
  });

  it.each<[string, Planned]>([
    [
      "its state was not found",
      {
        type: "aws_cloudcontrolapi_resource",
        after: { type_name: "AWS::S3::Bucket" },
        unknown: { desired_state: true },
      },
    ],
    [
      "its type was not found",
      { type: "aws_cloudcontrolapi_resource", after: { desired_state: "{}" }, unknown: { type_name: true } },
    ],
    ["its state is no JSON", made("AWS::S3::Bucket", "{")],
    ["its state is no object", made("AWS::S3::Bucket", "[]")],
  ])("is a gap where %s", (_, planned) => {
    expect(found(planned)).toEqual({ policies: [], gaps: ["change.after"], attached: [] });
  });
});
