import { describe, expect, it } from "vitest";
import { checkNoNewAccess, evaluate, type PolicyType, type ServiceFacts, type Witness } from "#lib/iam/index.ts";
import { policyOf } from "../read-cases.ts";

type Statement = Record<string, unknown>;

const text = (statements: Statement[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const NOTHING = { Effect: "Allow", Action: "xray:PutTraceSegments", Resource: "*" };

/** The request that shows what a statement allows, which `evaluate` confirms. */
function shown(
  statement: Statement,
  { type = "identity" as PolicyType, facts = undefined as ServiceFacts | undefined } = {},
): Witness {
  const own = type === "identity" ? NOTHING : { ...NOTHING, Principal: { AWS: "444455556666" } };
  const policy = policyOf(text([{ Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...statement }]), type);
  const existing = policyOf(text([own]), type);
  const { reasons } = checkNoNewAccess({ policy, existing, type, facts });
  const witness = reasons[0]?.witness;
  if (witness === undefined) throw new Error("Nothing was shown");
  expect(evaluate(policy, witness).decision).toBe("allowed");
  expect(evaluate(existing, witness).decision).not.toBe("allowed");
  return witness;
}

const when = (operator: string, key: string, value: string) => ({ Condition: { [operator]: { [key]: value } } });

describe("a request that is shown could be sent", () => {
  it("has the keys that AWS fills in", () => {
    const { context } = shown(when("BoolIfExists", "aws:SecureTransport", "false"));
    expect(context).toEqual({ "aws:SecureTransport": ["false"] });
    expect(shown(when("DateLessThanIfExists", "aws:CurrentTime", "2030-01-01T00:00:00Z")).context).not.toEqual({
      "aws:CurrentTime": [],
    });
  });

  it("names the caller in aws:PrincipalArn, and its account in aws:PrincipalAccount", () => {
    const { context } = shown({
      Condition: {
        StringEquals: { "aws:PrincipalAccount": "123456789012" },
        ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/app/*" },
      },
    });
    expect(context["aws:PrincipalArn"]?.[0]).toMatch(/^arn:aws:iam::123456789012:role\/app\/.+/);
  });

  it("has a caller who fits what a condition says of it", () => {
    const role = "arn:aws:iam::123456789012:role/app";
    const { principal } = shown(
      { Principal: "*", ...when("ArnEquals", "aws:PrincipalArn", role) },
      { type: "resource" },
    );
    expect(principal).toEqual({ kind: "AWS", value: role, account: "123456789012" });
    const byService = shown(
      { Principal: "*", ...when("Bool", "aws:PrincipalIsAWSService", "true") },
      { type: "resource" },
    );
    expect(byService.principal.kind).toBe("Service");
  });

  it("is by another role where the role that is named is left out", () => {
    const left = "arn:aws:iam::123456789012:role/left";
    const statement = { Principal: { AWS: "123456789012" }, ...when("ArnNotEquals", "aws:PrincipalArn", left) };
    const { principal, context } = shown(statement, { type: "resource" });
    expect(principal).toMatchObject({ kind: "AWS", value: context["aws:PrincipalArn"]?.[0] });
  });
});

/** Tables and the two actions on them, one of them on none. */
const FACTS: ServiceFacts = {
  isService: (prefix) => prefix === "dynamodb",
  isAtHand: (prefix) => prefix === "dynamodb",
  services: () => ["dynamodb"],
  actions: () => [action("ListTables", []), action("DeleteTable", ["table"])],
  action: (_, name) => FACTS.actions("dynamodb").find((one) => one.name.toLowerCase() === name.toLowerCase()),
  resourceTypes: () => [
    {
      name: "table",
      arnPattern: `arn:\${Partition}:dynamodb:\${Region}:\${Account}:table/\${TableName}`,
      conditionKeys: [],
    },
  ],
  resourceTypesInArn: () => FACTS.resourceTypes("dynamodb"),
  conditionKeys: () => [],
  globalConditionKeys: () => [],
  hasResourceControlPolicies: () => false,
};

function action(name: string, types: string[]) {
  const resourceTypes = types.map((type) => ({ name: type, required: true, conditionKeys: [] }));
  return { name, accessLevel: "Write", resourceTypes, conditionKeys: [], dependentActions: [] };
}

describe("a request that is shown reads like a real one", () => {
  it("has whole ARNs without facts", () => {
    expect(shown({ Action: "iam:PassRole", Resource: "arn:aws:iam::*:role/*" }).resource).toBe(
      "arn:aws:iam::111122223333:role/example",
    );
    expect(shown({ Action: "sqs:SendMessage", Resource: "arn:aws:sqs:*:*:orders" }).resource).toBe(
      "arn:aws:sqs:us-east-1:111122223333:orders",
    );
  });

  it("pairs an action with a resource that it takes, where facts tell", () => {
    const pair = (statement: Statement) => {
      const { action, resource } = shown(statement, { facts: FACTS });
      return `${action} on ${resource}`;
    };
    const table = "arn:aws:dynamodb:us-east-1:111122223333:table";
    expect(pair({ Action: "dynamodb:*" })).toBe(`dynamodb:DeleteTable on ${table}/example`);
    expect(pair({ Action: "dynamodb:List*" })).toBe("dynamodb:ListTables on *");
    expect(pair({ Action: "dynamodb:DeleteTable", Resource: "arn:aws:dynamodb:*:*:table/app-*" })).toMatch(
      `dynamodb:DeleteTable on ${table}/app-`,
    );
  });

  it("names a well-known action where any will do", () => {
    const { action, resource } = shown({ Action: "*" });
    expect([action, resource]).toEqual(["s3:GetObject", "arn:aws:s3:::example/example"]);
  });
});
