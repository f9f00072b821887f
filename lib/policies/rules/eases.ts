import type { ProfileDefinition, SensitiveAccess } from "#lib/checks/profile.ts";

/** Whether a profile passes anything the previous one stops. If it is not clearly as strict, it counts as laxer. */
export function eases(before: ProfileDefinition, after: ProfileDefinition): boolean {
  const references = (["identity", "resource"] as const).some((kind) =>
    widens(before.references[kind], after.references[kind]),
  );
  return (
    references ||
    before.sensitive.some((rule) => !after.sensitive.some((other) => isAsStrict(rule, other))) ||
    (before.publicAccess && !after.publicAccess) ||
    (before.credentials && !after.credentials) ||
    before.validation.block.some((level) => !after.validation.block.includes(level)) ||
    hasMore(before.acceptedManagedPolicies, after.acceptedManagedPolicies) ||
    hasMore(before.trustedPrincipals, after.trustedPrincipals) ||
    before.account !== after.account ||
    (before.analyzer !== after.analyzer && after.analyzer !== "both")
  );
}

/** The references of one kind form a single upper bound; without any there is no bound. */
function widens(before: readonly string[], after: readonly string[]): boolean {
  return before.length > 0 && (after.length === 0 || hasMore(before, after));
}

function hasMore(before: readonly string[], after: readonly string[]): boolean {
  return after.some((one) => !before.includes(one));
}

function isAsStrict(rule: SensitiveAccess, other: SensitiveAccess): boolean {
  const holds = (some: readonly string[], of: readonly string[]) =>
    some.length === 0 || (of.length > 0 && !hasMore(some, of));
  return holds(other.actions, rule.actions) && holds(other.resources, rule.resources);
}
