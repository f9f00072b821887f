import { type Policy, parsePolicy } from "#lib/iam/index.ts";
import { type Branch, branchesMeet, isWithin, type TemplatePolicy } from "#lib/templates/read.ts";
import { type EscalationPath, escalationPaths } from "./escalation-paths.ts";

/** Known ways by which the holder of a resource's identity policies could gain more. */
export type Escalation = { resource: string; line: number; paths: EscalationPath[] };

/**
 * Policies of one resource count together: what one of them denies, the others do not give. Where they have branches each
 * case is looked at by itself: with what may be there in it, and only the Denies that surely are.
 */
export function escalationsOf(policies: readonly TemplatePolicy[]): Escalation[] {
  const held = new Map<string, TemplatePolicy[]>();
  for (const policy of policies.filter(({ kind }) => kind === "identity")) {
    held.set(policy.logicalId, [...(held.get(policy.logicalId) ?? []), policy]);
  }
  return [...held].flatMap(([resource, of]) => {
    const paths = new Map(
      casesOf(of).flatMap((one) => escalationPaths(inCase(of, one)).map((path) => [path.title, path] as const)),
    );
    return paths.size > 0 ? [{ resource, line: of[0]?.span.start.line ?? 1, paths: [...paths.values()] }] : [];
  });
}

const EVERYWHERE: Branch = { words: "", cases: [[]] };

function casesOf(policies: readonly TemplatePolicy[]): Branch[] {
  const all = policies.flatMap(({ branch }) => branch?.cases ?? []);
  const distinct = new Map(all.map((facts) => [JSON.stringify(facts), { words: "", cases: [facts] }]));
  return distinct.size > 0 ? [...distinct.values()] : [EVERYWHERE];
}

function inCase(policies: readonly TemplatePolicy[], one: Branch): Policy[] {
  return policies
    .filter(({ branch }) => branchesMeet(one, branch))
    .flatMap(({ node, branch }) => {
      const parsed = parsePolicy(node, { type: "identity" });
      if (!parsed.ok) return [];
      const isSure = isWithin(one, branch);
      const statements = parsed.policy.statements.filter(({ effect }) => isSure || effect === "Allow");
      return [{ ...parsed.policy, statements }];
    });
}
