import type { TemplatePolicy } from "#lib/templates/read.ts";
import { combinedPolicies } from "./combined-policies.ts";
import { type EscalationPath, escalationPaths } from "./escalation-paths.ts";

/** Known ways by which the holder of a resource's identity policies could gain more. */
export type Escalation = { resource: string; line: number; paths: EscalationPath[] };

/** Escalation paths of every case that may be deployed, each listed once. */
export function escalationsOf(policies: readonly TemplatePolicy[]): Escalation[] {
  return combinedPolicies(policies).flatMap(({ resource, first, cases }) => {
    const paths = new Map(cases.flatMap((one) => escalationPaths(one).map((path) => [path.title, path] as const)));
    return paths.size > 0 ? [{ resource, line: first.span.start.line, paths: [...paths.values()] }] : [];
  });
}
