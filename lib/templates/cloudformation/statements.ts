import type { Node } from "#lib/iam/index.ts";
import { parseJsonSource } from "../json-source.ts";
import { arrayNode, child, objectNode, rowOf, stringNode, stringValue, withSpan } from "../node.ts";
import { functionArn, type Permission, permissionDocument, permissionPrincipal } from "../permission-statement.ts";
import { readWorlds } from "./read-worlds.ts";
import type { Owner } from "./report.ts";
import { afresh, gap, isValue, type Resolution, sureText } from "./values/outcome.ts";
import { pseudoParameter } from "./values/pseudo-parameters.ts";

type Maker = { publicType: string | null; make(properties: Node, env: Resolution, owner: Owner): Node | undefined };

/** Resource types that represent one statement of a resource policy, which is built here. */
const MAKERS: Record<string, Maker> = {
  "AWS::Lambda::Permission": { publicType: "AWS::Lambda::Function", make: lambdaPermission },
  "AWS::Lambda::LayerVersionPermission": { publicType: null, make: layerPermission },
  "AWS::Events::EventBusPolicy": { publicType: null, make: eventBusPolicy },
};

export const STATEMENT_TYPES = new Set(Object.keys(MAKERS));

export function readStatement(owner: Owner): void {
  const maker = rowOf(MAKERS, owner.type);
  const source = child(owner.node, "Properties");
  if (!maker) return;
  const { path } = owner;
  const about = { kind: "resource" as const, policyName: null, path, span: (source ?? owner.node).span };
  readWorlds(owner, afresh(owner.env), {
    about: () => about,
    read: (env) => {
      const properties = source ? env.resolve(source, path, env) : gap(env, "Properties is missing.", path, owner.node);
      const document = isValue(properties) ? maker.make(properties, env, owner) : undefined;
      return document && { node: document, publicType: maker.publicType };
    },
  });
}

/** The named properties, or undefined with a gap for the first missing one. */
function required<Name extends string>(
  names: Name[],
  properties: Node,
  env: Resolution,
  owner: Owner,
): Record<Name, Node> | undefined {
  const found = names.map((name) => [name, child(properties, name)] as const);
  const missing = found.find(([, value]) => stringValue(value) === undefined);
  if (missing) {
    gap(env, `${missing[0]} must be a string.`, [...owner.path, missing[0]], properties);
    return undefined;
  }
  return Object.fromEntries(found) as Record<Name, Node>;
}

function principalOf(value: Node, env: Resolution, owner: Owner): Node | undefined {
  const principal = permissionPrincipal(value);
  if (!principal) gap(env, "The principal is not an account, ARN, service or *.", [...owner.path, "Principal"], value);
  return principal ?? undefined;
}

function lambdaPermission(properties: Node, env: Resolution, owner: Owner): Node | undefined {
  const fields = required(["FunctionName", "Action", "Principal"], properties, env, owner);
  const principal = fields && principalOf(fields.Principal, env, owner);
  const name = fields && nameIn(fields.FunctionName, "FunctionName", env, owner);
  if (!fields || !principal || name === undefined) return undefined;
  const place = placeIn(env, properties, owner);
  if (!place) return undefined;
  const arn = functionArn(name, place);
  // The meaning of false is undocumented here, so it narrows nothing.
  const byUrl = child(properties, "InvokedViaFunctionUrl");
  const conditions: Permission["conditions"] = [
    { operator: "ArnLike", key: "aws:SourceArn", value: child(properties, "SourceArn") },
    { operator: "StringEquals", key: "aws:SourceAccount", value: child(properties, "SourceAccount") },
    { operator: "StringEquals", key: "aws:PrincipalOrgID", value: child(properties, "PrincipalOrgID") },
    { operator: "StringEquals", key: "lambda:EventSourceToken", value: child(properties, "EventSourceToken") },
    { operator: "StringEquals", key: "lambda:FunctionUrlAuthType", value: child(properties, "FunctionUrlAuthType") },
    { operator: "Bool", key: "lambda:InvokedViaFunctionUrl", value: stringValue(byUrl) === "true" ? byUrl : undefined },
  ];
  const resource = stringNode(arn, fields.FunctionName.span);
  return permissionDocument({ principal, action: fields.Action, resource, conditions }, properties.span);
}

/** The name from which an ARN is built, or undefined with a gap if it is unknown. */
function nameIn(value: Node, property: string, env: Resolution, owner: Owner): string | undefined {
  const path = [...owner.path, property];
  if (value.kind === "string") return sureText(value, path, env);
  gap(env, `${property} must be a string.`, path, value);
  return undefined;
}

/** The stack's partition, Region and account, or undefined with a gap for the unknown ones. */
function placeIn(env: Resolution, properties: Node, owner: Owner) {
  const [partition, region, account] = ["AWS::Partition", "AWS::Region", "AWS::AccountId"].map((name) =>
    pseudoParameter(name, properties, owner.path, env),
  );
  if (partition === undefined || region === undefined || account === undefined) return undefined;
  return { partition, region, account };
}

function layerPermission(properties: Node, env: Resolution, owner: Owner): Node | undefined {
  const fields = required(["LayerVersionArn", "Action", "Principal"], properties, env, owner);
  const principal = fields && principalOf(fields.Principal, env, owner);
  if (!fields || !principal) return undefined;
  const organization = child(properties, "OrganizationId");
  const conditions = [{ operator: "StringEquals", key: "aws:PrincipalOrgID", value: organization }];
  return permissionDocument(
    { principal, action: fields.Action, resource: fields.LayerVersionArn, conditions },
    properties.span,
  );
}

/** CloudFormation accepts JSON as text wherever it accepts JSON. */
function jsonIn(node: Node): Node {
  const parsed = node.kind === "string" ? parseJsonSource(node.value) : null;
  return parsed?.ok ? withSpan(parsed.node, node.span) : node;
}

/** `Statement` contains the statement itself; the older form names an action, a principal and one condition. */
function eventBusPolicy(properties: Node, env: Resolution, owner: Owner): Node | undefined {
  const written = child(properties, "Statement");
  const statement = written && jsonIn(written);
  if (statement) {
    const list = statement.kind === "array" ? statement : arrayNode([statement], statement.span);
    return objectNode(
      [
        ["Version", stringNode("2012-10-17", statement.span)],
        ["Statement", list],
      ],
      statement.span,
    );
  }
  const fields = required(["StatementId", "Action", "Principal"], properties, env, owner);
  const principal = fields && principalOf(fields.Principal, env, owner);
  if (!fields || !principal) return undefined;
  const place = placeIn(env, properties, owner);
  if (!place) return undefined;
  const { partition, region, account } = place;
  const bus = child(properties, "EventBusName");
  const name = bus ? nameIn(bus, "EventBusName", env, owner) : "default";
  if (name === undefined) return undefined;
  const arn = `arn:${partition}:events:${region}:${account}:event-bus/${name}`;
  const resource = stringNode(arn, (bus ?? properties).span);
  const condition = child(properties, "Condition");
  const operator = stringValue(child(condition, "Type")) ?? "StringEquals";
  const conditions = [{ operator, key: stringValue(child(condition, "Key")) ?? "", value: child(condition, "Value") }];
  return permissionDocument(
    { sid: fields.StatementId, principal, action: fields.Action, resource, conditions },
    properties.span,
  );
}
