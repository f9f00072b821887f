import { POLICY_ELEMENTS } from "./elements.ts";
import { parseJson } from "./parse-json.ts";
import { parseStatement } from "./parse-statement.ts";
import type { Policy, PolicyType, Statement, Version } from "./policy.ts";
import { kindOf, membersOf, Problems } from "./problems.ts";
import type { Node, Problem } from "./source.ts";

export type ParsedPolicy = { ok: true; policy: Policy; document: Node } | { ok: false; problems: Problem[] };

function versionOf(node: Node | undefined, problems: Problems): Version {
  if (node === undefined) return "2008-10-17";
  if (node.kind === "string" && (node.value === "2012-10-17" || node.value === "2008-10-17")) return node.value;
  const found = node.kind === "string" ? JSON.stringify(node.value) : kindOf(node);
  problems.add(`Version must be "2012-10-17" or "2008-10-17", not ${found}.`, ["Version"], node);
  return "2012-10-17";
}

function statementsOf(
  node: Node | undefined,
  root: Node,
  type: PolicyType,
  version: Version,
  problems: Problems,
): Statement[] {
  if (node === undefined) {
    problems.add("The policy has no Statement.", [], root);
    return [];
  }
  if (node.kind === "array" && node.items.length === 0) problems.add("Statement is empty.", ["Statement"], node);
  const single = node.kind !== "array";
  const items = node.kind === "array" ? node.items : [node];
  return items.flatMap((item, index) => {
    const path = single ? ["Statement"] : ["Statement", index];
    const statement = parseStatement(item, { index, path, type, version }, problems);
    return statement === undefined ? [] : [statement];
  });
}

/**
 * Reads a policy from JSON text or from a tree with positions. Reports every problem with path and place, not only the
 * first. Corrects nothing: anything AWS would refuse or could read in two ways is a problem. Source: IAM User Guide,
 * "Grammar of the IAM JSON policy language".
 */
export function parsePolicy(source: string | Node, options: { type: PolicyType }): ParsedPolicy {
  const parsed = typeof source === "string" ? parseJson(source) : ({ ok: true, node: source } as const);
  if (!parsed.ok) return parsed;
  const problems = new Problems();
  const document = parsed.node;
  const members = membersOf(document, POLICY_ELEMENTS, "A policy", [], problems);
  if (members === undefined) return { ok: false, problems: problems.list };
  const version = versionOf(members.get("Version"), problems);
  const id = members.get("Id");
  if (id !== undefined && id.kind !== "string") problems.add(`Id must be a string, not ${kindOf(id)}.`, ["Id"], id);
  const statements = statementsOf(members.get("Statement"), document, options.type, version, problems);
  if (problems.list.length > 0) return { ok: false, problems: problems.list };
  const policy: Policy = { version, ...(id?.kind === "string" ? { id: id.value } : {}), statements };
  return { ok: true, policy, document };
}
