import { isAccountId, type Node, type Span } from "#lib/iam/index.ts";
import { arrayNode, objectNode, stringNode, stringValue } from "./node.ts";

/** The fields of a resource that represents one statement of a resource policy. Each keeps its own position. */
export type Permission = {
  sid?: Node | undefined;
  principal: Node;
  action: Node;
  resource: Node;
  conditions: { operator: string; key: string; value: Node | undefined }[];
};

/** The policy document with the one statement AWS writes for a permission. */
export function permissionDocument(permission: Permission, span: Span): Node {
  return objectNode(
    [
      ["Version", stringNode("2012-10-17", span)],
      ["Statement", arrayNode([permissionStatement(permission, span)], span)],
    ],
    span,
  );
}

export function permissionStatement(permission: Permission, span: Span): Node {
  const operators = new Map<string, [string, Node | undefined][]>();
  for (const { operator, key, value } of permission.conditions) {
    if (value) operators.set(operator, [...(operators.get(operator) ?? []), [key, value]]);
  }
  const conditions = [...operators].map(([operator, tests]): [string, Node] => [operator, objectNode(tests, span)]);
  return objectNode(
    [
      ["Sid", permission.sid],
      ["Effect", stringNode("Allow", span)],
      ["Principal", permission.principal],
      ["Action", permission.action],
      ["Resource", permission.resource],
      ["Condition", conditions.length > 0 ? objectNode(conditions, span) : undefined],
    ],
    span,
  );
}

/**
 * The Principal element for the principal of a permission: everyone, an account or ARN, a service; null for anything
 * else.
 */
export function permissionPrincipal(principal: Node): Node | null {
  const value = stringValue(principal);
  if (value === undefined) return null;
  if (value === "*") return principal;
  if (isAccountId(value) || value.startsWith("arn:")) return objectNode([["AWS", principal]], principal.span);
  if (/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(value)) return objectNode([["Service", principal]], principal.span);
  return null;
}

/** The ARN of a Lambda function given by name, `name:qualifier`, `account:function:name` or ARN. */
export function functionArn(name: string, place: { partition: string; region: string; account: string }): string {
  if (name.startsWith("arn:")) return name;
  const partial = /^(\d{12}):function:(.+)$/.exec(name);
  const account = partial?.[1] ?? place.account;
  return `arn:${place.partition}:lambda:${place.region}:${account}:function:${partial?.[2] ?? name}`;
}
