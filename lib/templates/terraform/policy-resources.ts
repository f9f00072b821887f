import type { Node } from "#lib/iam/index.ts";
import { child, items } from "../node.ts";
import { configurationOf } from "./configuration.ts";
import { managed } from "./plan.ts";
import { mayHavePolicy } from "./policy-types.ts";

/**
 * The resources of a plan that have policies, by type and name (`aws_iam_role.app`), whether the plan changes them or
 * only knows them.
 */
export function policyResources(root: Node): string[] {
  const configured = [...configurationOf(root).keys()].map((key) => (JSON.parse(key) as string[]).slice(-2));
  const changed = items(child(root, "resource_changes")).flatMap((node) => managed(node) ?? []);
  const all = [...configured, ...changed.map(({ type, name }) => [type, name])];
  return [...new Set(all.flatMap(([type = "", name]) => (mayHavePolicy(type) ? [`${type}.${name}`] : [])))];
}
