import type { Node } from "#lib/iam/index.ts";
import type { Path } from "../reading.ts";
import { givenManagedPolicy, isDocument, isDocumentText, namesManagedPolicy } from "../suspicion.ts";
import type { Misread, PlannedResource } from "./plan.ts";
import { isReadType } from "./policy-types.ts";

/** Policies that do not belong to IAM. */
const PASSED = new Map([
  ["aws_cloudwatch_log_account_policy", "policy_document"],
  ["aws_cloudwatch_log_data_protection_policy", "policy_document"],
  ["aws_ecr_lifecycle_policy", "policy"],
  ["aws_networkmanager_core_network_policy_attachment", "policy_document"],
  ["aws_opensearchserverless_lifecycle_policy", "policy"],
  ["aws_opensearchserverless_security_policy", "policy"],
  ["aws_sns_topic_data_protection_policy", "policy"],
  ["aws_verifiedaccess_endpoint", "policy_document"],
  ["aws_verifiedaccess_group", "policy_document"],
]);

/** Attributes that contain policies in every provider type that has them. */
const POLICY =
  /^(?:policy|policy_document|policy_text|access_polic(?:y|ies)|assume_role_policy(?:_document)?|inline_policy|key_policy|resource_policy)$/;

/**
 * Values in a planned resource that look like policies where none is read. `known`: the attributes that are read. A
 * value that only the apply decides is judged by its name.
 */
export function suspectsIn(resource: PlannedResource, known: readonly string[]): Misread[] {
  const { type, after, unknown, path, node } = resource;
  const passed = new Set([...known, PASSED.get(type)]);
  if (after.kind !== "object") return [];
  const seen = after.entries.filter(({ key }) => !passed.has(key));
  const masked = unknown?.kind === "object" && type.startsWith("aws") ? unknown.entries : [];
  const search: Search = { type, handsOut: handedOutBy(type) };
  return [
    ...seen.flatMap(({ key, value }) => suspects(value, key, [...path, key], search)),
    ...masked
      .filter(({ key }) => !passed.has(key))
      .flatMap(({ key, value }) => unknowns(value, key, [...path, key], type)),
  ].map((found) => ({ span: node.span, ...found }));
}

type Found = Omit<Misread, "span"> & Partial<Misread>;

/** `handsOut`: the names of attributes with which resources of the type may hand out managed policies. */
type Search = { type: string; handsOut: RegExp | undefined };

function suspects(node: Node, name: string, path: Path, search: Search): Found[] {
  const message = suspicion(node, name, search);
  if (message) return [{ message, path, span: node.span }];
  if (node.kind === "array") return node.items.flatMap((item, at) => suspects(item, name, [...path, at], search));
  if (node.kind !== "object") return [];
  return node.entries.flatMap(({ key, value }) =>
    suspects(value, key, [...path, key], BOUNDARY.test(name) ? { ...search, handsOut: undefined } : search),
  );
}

function suspicion(node: Node, name: string, { type, handsOut }: Search): string | undefined {
  if (isDocument(node) || (node.kind === "string" && isDocumentText(node.value))) {
    return `This looks like a policy. It is not read because what ${type} does with it is not known.`;
  }
  if (node.kind !== "string") return undefined;
  if (type === API && node.value.includes(API_POLICY)) {
    return "The policy in an API definition is not read. Set it as the policy of the API.";
  }
  const isHandedOut = handsOut?.test(name) && !BOUNDARY.test(name) && namesManagedPolicy(node.value);
  return isHandedOut ? givenManagedPolicy(type) : undefined;
}

/**
 * All attributes for other providers; for AWS types only telling names. The types that are read report their own
 * attachments.
 */
function handedOutBy(type: string): RegExp | undefined {
  if (!/^aws(?:cc)?_/.test(type)) return /^/;
  return isReadType(type) ? undefined : /^(?:managed_)?policy_arns?$/;
}

/** A boundary only restricts access. */
const BOUNDARY = /^permissions_boundary/;

const API = "aws_api_gateway_rest_api";
const API_POLICY = "x-amazon-apigateway-policy";

function unknowns(mask: Node, name: string, path: Path, type: string): Found[] {
  if (mask.kind === "boolean" && mask.value && (POLICY.test(name) || (type === API && name === "body"))) {
    return [{ message: `${name} is known only after the plan is applied.`, path }];
  }
  if (mask.kind === "array") return mask.items.flatMap((item, index) => unknowns(item, name, [...path, index], type));
  if (mask.kind !== "object") return [];
  return mask.entries.flatMap(({ key, value }) => unknowns(value, key, [...path, key], type));
}
