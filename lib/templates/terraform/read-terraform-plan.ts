import type { Node } from "#lib/iam/index.ts";
import { child, items, stringValue } from "../node.ts";
import type { Findings, TemplateOptions } from "../reading.ts";
import { readAttachments } from "./attachments.ts";
import { configurationOf } from "./configuration.ts";
import { managed, plannedResources } from "./plan.ts";
import { type Plan, readRow } from "./policies.ts";
import { POLICY_TABLE, type PolicyRow } from "./policy-table.ts";
import { readStatement, STATEMENT_TYPES } from "./statements.ts";

const ROWS = new Map<string, PolicyRow[]>();
for (const row of POLICY_TABLE) ROWS.set(row.type, [...(ROWS.get(row.type) ?? []), row]);

/** Every policy that exists after a Terraform plan, with the one before it; resources that it deletes are left out. */
export function readTerraformPlan(root: Node, options: TemplateOptions): Findings {
  const findings: Findings = { policies: [], incomplete: [], attachments: [] };
  const plan: Plan = { configuration: configurationOf(root), options, findings };
  readState(root, findings);
  for (const resource of plannedResources(root)) {
    for (const row of ROWS.get(resource.type) ?? []) readRow(row, resource, plan);
    if (STATEMENT_TYPES.has(resource.type)) readStatement(resource, plan);
    readAttachments(resource, plan);
  }
  readDeferred(root, findings);
  return findings;
}

/** A plan that says it is not whole holds less than what the configuration makes. */
function readState(root: Node, findings: Findings): void {
  const errored = child(root, "errored");
  const complete = child(root, "complete");
  if (errored?.kind === "boolean" && errored.value) {
    const message = "Terraform stopped this plan with an error; it does not hold every resource.";
    findings.incomplete.push({ message, path: ["errored"], span: errored.span });
  } else if (complete?.kind === "boolean" && !complete.value) {
    const message = "This plan is partial: another plan must follow it, and what that one adds is not read.";
    findings.incomplete.push({ message, path: ["complete"], span: complete.span });
  }
}

function readDeferred(root: Node, findings: Findings): void {
  for (const [index, deferred] of items(child(root, "deferred_changes")).entries()) {
    const identity = managed(child(deferred, "resource_change") ?? deferred);
    const kind =
      identity && (ROWS.get(identity.type)?.[0]?.kind ?? (STATEMENT_TYPES.has(identity.type) ? "resource" : null));
    if (!identity || !kind) continue;
    const reason = stringValue(child(deferred, "reason")) ?? "no reason given";
    findings.incomplete.push({
      message: `The plan puts this resource off (${reason}); its policies are not known yet.`,
      path: ["deferred_changes", index],
      span: deferred.span,
      resourceType: identity.type,
      logicalId: identity.address,
      policyName: null,
      kind,
    });
  }
}
