import type { ManagedPolicies } from "#lib/checks/managed-policies.ts";
import { readManagedPolicies } from "#lib/cli/analyzer/managed-policy-folder.ts";
import { knownManagedPolicies } from "#lib/policies/analyzer/known-managed-policies.ts";

/**
 * Texts of managed policies by ARN: AWS's own, and those in the given folder, with each file named after its policy.
 */
export function managedPolicies(folder: string | null): ManagedPolicies {
  if (folder === null) return knownManagedPolicies;
  const given = [...readManagedPolicies(folder)].map(([name, { document }]) => [name, document] as const);
  return withGiven(new Map(given));
}

/** AWS's own policies, which no file can replace, then the given policies by name. */
export function withGiven(given: ReadonlyMap<string, string>): ManagedPolicies {
  return (arn) => {
    const known = knownManagedPolicies(arn);
    if (known) return known;
    const name = arn.slice(arn.lastIndexOf("/") + 1);
    const document = given.get(name);
    return document === undefined ? undefined : { name, document };
  };
}
