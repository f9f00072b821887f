import type { Node } from "#lib/iam/index.ts";
import { child, items, stringValue } from "../node.ts";
import type { Findings, Path, TemplateOptions } from "../reading.ts";
import { readAttachments } from "./attachments.ts";
import { conditionHolds } from "./conditions.ts";
import { intrinsicOf } from "./intrinsics.ts";
import { type Owner, readRow } from "./policies.ts";
import { POLICY_TABLE, type PolicyRow } from "./policy-table.ts";
import { newTrace } from "./resolution.ts";
import { resolution } from "./resolve.ts";
import { readStatement, STATEMENT_TYPES } from "./statements.ts";
import { type Template, templateOf } from "./template.ts";

const ROWS = new Map<string, PolicyRow[]>();
for (const row of POLICY_TABLE) ROWS.set(row.type, [...(ROWS.get(row.type) ?? []), row]);

/** Every policy of a CloudFormation template, in the order of its resources. */
export function readCloudFormation(root: Node, options: TemplateOptions): Findings {
  const template = templateOf(root, options);
  const findings: Findings = { policies: [], incomplete: [], attachments: [] };
  readTransforms(root, findings);
  const resources = child(root, "Resources");
  if (resources?.kind !== "object") {
    const span = (resources ?? root).span;
    findings.incomplete.push({ message: "Resources must be an object of resources.", path: ["Resources"], span });
    return findings;
  }
  for (const { key, value } of resources.entries) readResource(key, value, template, findings);
  return findings;
}

/** A macro may rewrite the whole template: what stands in it is read, what the macro adds can not be. */
function readTransforms(root: Node, findings: Findings): void {
  const transform = child(root, "Transform");
  if (!transform) return;
  for (const each of transform.kind === "array" ? items(transform) : [transform]) {
    const name = stringValue(each) ?? stringValue(child(each, "Name")) ?? "a macro";
    const message = `The template is rewritten by ${name} at deployment; policies that it adds or changes are not read.`;
    findings.incomplete.push({ message, path: ["Transform"], span: each.span });
  }
}

function readResource(logicalId: string, node: Node, template: Template, findings: Findings): void {
  const path: Path = ["Resources", logicalId];
  const type = stringValue(child(node, "Type"));
  const unread = unreadable(logicalId, node, type);
  if (unread || type === undefined) {
    if (unread) {
      const resourceType = type === undefined ? {} : { resourceType: type };
      findings.incomplete.push({ message: unread, path, span: node.span, logicalId, ...resourceType });
    }
    return;
  }
  const rows = ROWS.get(type) ?? [];
  const statement = STATEMENT_TYPES.has(type);
  if ((rows.length === 0 && !statement) || isLeftOut(node, template, path)) return;
  const owner: Owner = { type, logicalId, node, path: [...path, "Properties"], template, findings };
  for (const row of rows) readRow(row, owner);
  if (statement) readStatement(owner);
  readAttachments(owner);
}

const WITHOUT_POLICY = new Set(["AWS::Serverless::SimpleTable", "AWS::Serverless::LayerVersion"]);

/** Why a resource hides policies that can not be read, or null. */
function unreadable(logicalId: string, node: Node, type: string | undefined): string | null {
  if (/^(?:Fn::|!)/.test(logicalId)) return `${logicalId} makes resources at deployment; their policies are not read.`;
  const intrinsic = intrinsicOf(node);
  if (intrinsic) return `${intrinsic.name} makes this resource at deployment; its policies are not read.`;
  if (type === undefined) return "The resource has no Type.";
  if (type.endsWith("::MODULE")) return `${type} is a module; the policies of its resources are not read.`;
  if (type.startsWith("AWS::Serverless::") && !WITHOUT_POLICY.has(type)) {
    return `${type} is expanded at deployment; the policies that it makes are not read.`;
  }
  return null;
}

/**
 * Whether the given values keep the resource out of the stack. A condition that is false only by a default does not:
 * the policy is then read all the same, because another deployment may create it.
 */
function isLeftOut(node: Node, template: Template, path: Path): boolean {
  const condition = child(node, "Condition");
  if (!condition) return false;
  const trace = newTrace();
  const holds = conditionHolds(condition, [...path, "Condition"], resolution(template, trace));
  return holds === false && trace.assumptions.size === 0;
}
