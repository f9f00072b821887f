import type { Node } from "#lib/iam/index.ts";
import { parseJsonSource } from "../json-source.ts";
import { child, items, stringValue } from "../node.ts";
import { type Admission, type Sharing, sharedFor, together } from "./sharing.ts";

const UNREADABLE =
  "This is not an OpenSearch Serverless data access policy, which is a list of rules with principals. Who it lets in is not known.";

/** Users in the IAM Identity Center of our own organization. */
const IDENTITY_CENTER = /^iamidentitycenter\//;

/**
 * The data access policy of a collection: not an IAM policy, but a list of rules, each with its principals'
 * permissions. Source: OpenSearch Service Developer Guide, "Data access control for Amazon OpenSearch Serverless".
 */
export const searchRules: Sharing = (value) => {
  const list = listIn(value);
  if (!list) return UNREADABLE;
  return together(list.map(admittedBy));
};

function listIn(value: Node): Node[] | undefined {
  if (value.kind === "array") return value.items;
  if (value.kind !== "string") return undefined;
  const parsed = parseJsonSource(value.value);
  return parsed.ok && parsed.node.kind === "array" ? parsed.node.items : undefined;
}

function admittedBy(entry: Node): Admission[] | string {
  const principals = child(entry, "Principal");
  const rules = child(entry, "Rules");
  if (principals?.kind !== "array" || rules?.kind !== "array") return UNREADABLE;
  const permissions = rules.items.flatMap((rule) =>
    items(child(rule, "Permission")).flatMap((each) => stringValue(each) ?? []),
  );
  const shared = sharedFor([...new Set(permissions)], IDENTITY_CENTER);
  return permissions.length === 0 ? UNREADABLE : together(principals.items.map(shared));
}
