import { type EscalationPath, escalationPaths } from "#lib/checks/escalation-paths.ts";
import { parsePolicy } from "#lib/iam/index.ts";
import type { TemplatePolicy } from "#lib/templates/read.ts";

/** Known ways by which the holder of a resource's identity policies could gain more. */
export type Escalation = { resource: string; line: number; paths: EscalationPath[] };

/** Policies of one resource count together: what one of them denies, the others do not give. */
export function escalationsOf(policies: readonly TemplatePolicy[]): Escalation[] {
  const held = new Map<string, TemplatePolicy[]>();
  for (const policy of policies.filter(({ kind }) => kind === "identity")) {
    held.set(policy.logicalId, [...(held.get(policy.logicalId) ?? []), policy]);
  }
  return [...held].flatMap(([resource, of]) => {
    const parsed = of.map(({ node }) => parsePolicy(node, { type: "identity" }));
    const paths = escalationPaths(parsed.flatMap((one) => (one.ok ? [one.policy] : [])));
    return paths.length > 0 ? [{ resource, line: of[0]?.span.start.line ?? 1, paths }] : [];
  });
}
