import { describe, expect, it } from "vitest";
import { read } from "./reading-support.ts";
import { type Planned, planOf } from "./terraform/plan-support.ts";

const document = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
const json = JSON.stringify(document);

function kindsOf(source: object): [string, string | null][] {
  const { policies, incomplete } = read(source);
  expect(incomplete).toEqual([]);
  return policies.map(({ kind, policyName }) => [kind, policyName]);
}

const template = (type: string, properties: object, more: object = {}) => ({
  ...more,
  Resources: { X: { Type: type, Properties: properties } },
});

describe("policies that narrow have a kind of their own", () => {
  it.each<[string, object, [string, string | null]]>([
    [
      "AWS::Organizations::Policy",
      { Type: "SERVICE_CONTROL_POLICY", Name: "p", Content: document },
      ["service_control", "p"],
    ],
    [
      "AWS::Organizations::Policy",
      { Type: "RESOURCE_CONTROL_POLICY", Name: "p", Content: json },
      ["resource_control", "p"],
    ],
    ["AWS::EC2::VPCEndpoint", { PolicyDocument: document }, ["endpoint", null]],
    ["AWS::ODB::OdbNetwork", { S3PolicyDocument: json }, ["endpoint", null]],
    ["AWS::ODB::OdbNetwork", { KmsPolicyDocument: json }, ["endpoint", null]],
    ["AWS::ODB::OdbNetwork", { StsPolicyDocument: json }, ["endpoint", null]],
    ["AWS::EKS::PodIdentityAssociation", { Policy: json }, ["session", null]],
    ["AWS::RolesAnywhere::Profile", { SessionPolicy: json }, ["session", null]],
    ["AWS::Transfer::User", { Policy: json }, ["session", null]],
  ])("%s %j", (type, properties, expected) => {
    expect(kindsOf(template(type, properties))).toEqual([expected]);
  });

  it.each<[Planned, [string, string | null]]>([
    [{ type: "aws_organizations_policy", after: { name: "p", content: json } }, ["service_control", "p"]],
    [
      { type: "aws_organizations_policy", after: { name: "p", type: "RESOURCE_CONTROL_POLICY", content: json } },
      ["resource_control", "p"],
    ],
    [{ type: "aws_vpc_endpoint", after: { policy: json } }, ["endpoint", null]],
    [{ type: "aws_vpc_endpoint_policy", after: { policy: json } }, ["endpoint", null]],
    [{ type: "aws_eks_pod_identity_association", after: { policy: json } }, ["session", null]],
    [{ type: "aws_rolesanywhere_profile", after: { session_policy: json } }, ["session", null]],
    [{ type: "aws_transfer_access", after: { policy: json } }, ["session", null]],
    [{ type: "aws_transfer_user", after: { policy: json } }, ["session", null]],
  ])("%j", (planned, expected) => {
    expect(kindsOf(planOf(planned))).toEqual([expected]);
  });

  it("one whose type is known only at deployment is incomplete, and no policy", () => {
    const imported = { "Fn::ImportValue": "which" };
    const open = read(template("AWS::Organizations::Policy", { Type: imported, Name: "p", Content: document }));
    expect(open.policies).toEqual([]);
    expect(open.incomplete).toMatchObject([{ logicalId: "X", kind: "service_control" }]);
    const after = { name: "p", content: json };
    const planned = read(planOf({ type: "aws_organizations_policy", after, unknown: { type: true } }));
    expect(planned).toMatchObject({ policies: [], incomplete: [{ kind: "service_control" }] });
  });

  it("one is read as what it is in each branch", () => {
    const parameters = {
      Parameters: { Kind: { Type: "String", AllowedValues: ["SERVICE_CONTROL_POLICY", "TAG_POLICY"] } },
    };
    const properties = { Type: { Ref: "Kind" }, Name: "p", Content: document };
    const { policies, incomplete } = read(template("AWS::Organizations::Policy", properties, parameters));
    expect(incomplete).toEqual([]);
    expect(policies).toMatchObject([
      { kind: "service_control", branch: { words: 'Kind is "SERVICE_CONTROL_POLICY"' } },
    ]);
  });
});
