import type { Node } from "#lib/iam/index.ts";

/** Resource types whose policies belong to API Gateway; a standalone policy may be one. */
const OWNERS = /^(?:AWS::ApiGateway::|AWS::Serverless::(?:Http)?Api$|aws_api_gateway_|policy$)/;
const SHORT = /^execute-api:(?=\/)/;

/**
 * The policy of an API with its short resources expanded. `execute-api:/prod/GET/*` names a part of the API itself, so
 * Region, account and API may be any. Other policies stay unchanged. Source: API Gateway Developer Guide, "API Gateway
 * resource policy examples".
 */
export function withWholeArns(document: Node, resourceType: string): Node {
  if (!OWNERS.test(resourceType)) return document;
  return changed(document, (key, value) => {
    if (key !== "Statement") return value;
    return changedItems(value, (statement) => {
      return changed(statement, (name, named) => {
        return name === "Resource" || name === "NotResource" ? changedItems(named, writtenOut) : named;
      });
    });
  });
}

function writtenOut(node: Node): Node {
  if (node.kind !== "string" || !SHORT.test(node.value)) return node;
  return { ...node, value: node.value.replace(SHORT, "arn:*:execute-api:*:*:*") };
}

function changed(node: Node, change: (key: string, value: Node) => Node): Node {
  if (node.kind !== "object") return node;
  return { ...node, entries: node.entries.map((entry) => ({ ...entry, value: change(entry.key, entry.value) })) };
}

/** Applies a change to one value, or to each item of a list. */
function changedItems(node: Node, change: (item: Node) => Node): Node {
  return node.kind === "array" ? { ...node, items: node.items.map(change) } : change(node);
}
