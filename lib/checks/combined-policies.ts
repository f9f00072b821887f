import { type Policy, parsePolicy } from "#lib/iam/index.ts";
import { type Branch, branchesMeet, isWithin, type TemplatePolicy } from "#lib/templates/read.ts";

/** The identity policies of one resource: the first one, and their combined text in each case that may be deployed. */
type CombinedPolicies = { resource: string; first: TemplatePolicy; cases: Policy[][] };

/**
 * Policies of one resource combine: a Deny in one overrides the others. Each branch case includes everything that may
 * be present, but only the Denies that certainly are.
 */
export function combinedPolicies(policies: readonly TemplatePolicy[]): CombinedPolicies[] {
  const held = new Map<string, [TemplatePolicy, ...TemplatePolicy[]]>();
  for (const policy of policies.filter(({ kind }) => kind === "identity")) {
    const others = held.get(policy.logicalId);
    if (others) others.push(policy);
    else held.set(policy.logicalId, [policy]);
  }
  return [...held].map(([resource, of]) => {
    return { resource, first: of[0], cases: casesOf(of).map((one) => inCase(of, one)) };
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
