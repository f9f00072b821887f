import { describe, expect, it } from "vitest";
import { plain, read } from "../reading-support.ts";
import { type Planned, planOf } from "./plan-support.ts";

const statementOf = (planned: Planned, options = {}) => {
  const reading = read(planOf(planned), options);
  const [policy] = reading.policies;
  const document = policy && (plain(policy.node) as { Statement: unknown[] });
  return { statement: document?.Statement[0], reading, policy };
};

describe("aws_lambda_permission", () => {
  const type = "aws_lambda_permission";
  const after = {
    function_name: "f",
    qualifier: null,
    action: "lambda:InvokeFunction",
    principal: "sns.amazonaws.com",
    source_arn: null,
  };

  it("is a statement of the function's policy", () => {
    const set = {
      ...after,
      qualifier: "live",
      source_arn: "arn:aws:sns:us-east-1:1:t",
      source_account: "111122223333",
      invoked_via_function_url: true,
    };
    const { statement, policy } = statementOf({ type, after: set });
    expect(statement).toEqual({
      Effect: "Allow",
      Principal: { Service: "sns.amazonaws.com" },
      Action: "lambda:InvokeFunction",
      Resource: "arn:aws:lambda:us-east-1:111122223333:function:f:live",
      Condition: {
        ArnLike: { "aws:SourceArn": "arn:aws:sns:us-east-1:1:t" },
        StringEquals: { "aws:SourceAccount": "111122223333" },
        Bool: { "lambda:InvokedViaFunctionUrl": true },
      },
    });
    expect(policy).toMatchObject({ kind: "resource", publicType: "AWS::Lambda::Function", logicalId: `${type}.r` });
    expect(policy?.assumptions.map((each) => each.name)).toEqual(["AWS::Partition", "AWS::Region", "AWS::AccountId"]);
  });

  it("assumes nothing when the account is given or the function is named by ARN", () => {
    const place = { account: "444455556666", region: "eu-west-1", partition: "aws" };
    const { statement, policy } = statementOf({ type, after }, place);
    expect(statement).toMatchObject({ Resource: "arn:aws:lambda:eu-west-1:444455556666:function:f" });
    expect(policy?.assumptions).toEqual([]);
    const arn = "arn:aws:lambda:eu-west-1:999999999999:function:g";
    expect(statementOf({ type, after: { ...after, function_name: arn } }).policy?.assumptions).toEqual([]);
  });

  it.each(["function_name", "qualifier", "principal", "source_account", "principal_org_id", "action"])(
    "with an unknown %s is incomplete, never wider",
    (attribute) => {
      const { [attribute]: _, ...rest } = after as Record<string, unknown>;
      const { reading } = statementOf({ type, after: rest, unknown: { [attribute]: true } });
      expect(reading.policies).toEqual([]);
      expect(reading.incomplete).toMatchObject([
        { kind: "resource", logicalId: `${type}.r`, message: expect.stringContaining(attribute) },
      ]);
    },
  );

  describe("with an unknown source_arn", () => {
    const { source_arn: _, ...known } = after;
    const planned = { type, after: known, unknown: { source_arn: true } };
    const reading = (references: string[], more: object = {}) =>
      read({
        ...planOf({ ...planned, after: { ...known, ...more } }),
        configuration: {
          root_module: {
            resources: [
              { address: `${type}.r`, mode: "managed", type, name: "r", expressions: { source_arn: { references } } },
            ],
          },
        },
      });
    const OWN = ["aws_sns_topic.t.arn", "aws_sns_topic.t", "data.aws_region.here.name", "data.aws_region.here"];

    it("is taken to act for the own account, and says so, where the plan makes the source", () => {
      const { policies, incomplete } = reading(OWN);
      expect(incomplete).toMatchObject([
        {
          unset: true,
          message: expect.stringContaining(
            "sns.amazonaws.com may act for, and was assumed to be in account 111122223333",
          ),
        },
      ]);
      expect(policies.map(({ text }) => text)).toEqual([
        expect.stringContaining('"ArnLike":{"aws:SourceArn":"arn:aws:sns:us-east-1:111122223333:known-after-apply"}'),
      ]);
      expect(read(planOf(planned)).incomplete).toMatchObject([{ unset: true }]);
    });

    it("is incomplete where something else may say the source", () => {
      for (const reference of [
        "terraform_data.t.output",
        "local.topic",
        "aws_ssm_parameter.p.value",
        "random_id.r.hex",
      ]) {
        const { policies, incomplete } = reading([...OWN, reference]);
        expect(policies).toEqual([]);
        expect(incomplete[0]).not.toHaveProperty("unset");
      }
    });

    it("is as wide as without it where an account is let in, or the service acts for a known account", () => {
      for (const more of [{ principal: "444455556666" }, { source_account: "444455556666" }]) {
        const { policies, incomplete } = reading(["local.topic"], more);
        expect(incomplete).toEqual([]);
        expect(policies[0]?.text).not.toContain("aws:SourceArn");
        expect(policies[0]?.text).toContain("444455556666");
      }
    });

    it("is incomplete where it decides whom the permission lets in", () => {
      expect(reading(OWN, { principal: "*" })).toMatchObject({ policies: [], incomplete: [{ kind: "resource" }] });
    });
  });

  it("with a principal of no known form is incomplete", () => {
    expect(statementOf({ type, after: { ...after, principal: "nobody" } }).reading).toMatchObject({
      policies: [],
      incomplete: [{}],
    });
  });

  it("is not narrowed by false", () => {
    const { policy } = statementOf({ type, after: { ...after, invoked_via_function_url: false } });
    expect(policy?.text).not.toContain("InvokedViaFunctionUrl");
  });

  it("brings the statement before", () => {
    const { policy } = statementOf({
      type,
      actions: ["update"],
      before: { ...after, source_arn: "arn:aws:sns:us-east-1:1:t" },
      after,
    });
    expect(policy?.before && JSON.stringify(plain(policy.before))).toContain("aws:SourceArn");
    expect(policy?.text).not.toContain("aws:SourceArn");
  });
});

describe("aws_lambda_function_url", () => {
  const type = "aws_lambda_function_url";

  it("without authorization lets everyone call the function, by a statement that the provider adds", () => {
    const { statement, policy } = statementOf({
      type,
      after: { function_name: "f", qualifier: null, authorization_type: "NONE" },
    });
    expect(policy).toMatchObject({ kind: "resource", publicType: "AWS::Lambda::Function" });
    expect(statement).toMatchObject({
      Principal: "*",
      Action: "lambda:InvokeFunctionUrl",
      Resource: "arn:aws:lambda:us-east-1:111122223333:function:f",
      Condition: { StringEquals: { "lambda:FunctionUrlAuthType": "NONE" } },
    });
  });

  it("with authorization adds none, and is incomplete where that is not known", () => {
    const after = { function_name: "f", authorization_type: "AWS_IAM" };
    expect(statementOf({ type, after }).reading).toMatchObject({ policies: [], incomplete: [] });
    const unknown = statementOf({ type, after: { function_name: "f" }, unknown: { authorization_type: true } });
    expect(unknown.reading).toMatchObject({ policies: [], incomplete: [{ logicalId: `${type}.r` }] });
  });
});

describe("other statements", () => {
  it("aws_lambda_layer_version_permission", () => {
    const after = {
      layer_name: "l",
      version_number: 3,
      action: "lambda:GetLayerVersion",
      principal: "*",
      organization_id: "o-1",
    };
    expect(statementOf({ type: "aws_lambda_layer_version_permission", after }).statement).toMatchObject({
      Principal: "*",
      Resource: "arn:aws:lambda:us-east-1:111122223333:layer:l:3",
      Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } },
    });
  });

  it("aws_cloudwatch_event_permission", () => {
    const condition = [{ type: "StringEquals", key: "aws:PrincipalOrgID", value: "o-1" }];
    const after = { principal: "*", statement_id: "s", action: null, condition };
    expect(statementOf({ type: "aws_cloudwatch_event_permission", after }).statement).toMatchObject({
      Principal: "*",
      Action: "events:PutEvents",
      Resource: "arn:aws:events:us-east-1:111122223333:event-bus/default",
      Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } },
    });
    const unknown = { condition: [{ value: true }] };
    expect(statementOf({ type: "aws_cloudwatch_event_permission", after, unknown }).reading.policies).toEqual([]);
  });
});

describe("attachments", () => {
  it("are listed by ARN, also one that is not known yet", () => {
    const reading = read(
      planOf(
        {
          type: "aws_iam_role_policy_attachment",
          after: { role: "r", policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" },
        },
        { type: "aws_iam_user_policy_attachment", after: { user: "u" }, unknown: { policy_arn: true } },
        {
          type: "aws_iam_role",
          after: { assume_role_policy: '{"Statement":[]}', managed_policy_arns: ["arn:aws:iam::aws:policy/A"] },
        },
      ),
    );
    expect(reading.attachments.map((each) => each.arn)).toEqual([
      "arn:aws:iam::aws:policy/AdministratorAccess",
      null,
      "arn:aws:iam::aws:policy/A",
    ]);
  });
});
