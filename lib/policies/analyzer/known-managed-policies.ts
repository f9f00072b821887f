import type { ManagedPolicies } from "#lib/checks/managed-policies.ts";
import { Unavailable } from "#lib/errors.ts";
import { isAwsManaged } from "#lib/policies/rules/aws-managed.ts";
import { managedPolicy } from "./aws-managed-policies.ts";

/**
 * AWS's own managed policies for the checks. None is known if the data cannot be read; attached policies are then
 * incomplete. SAM names some without their path, and no two share a name.
 */
export const knownManagedPolicies: ManagedPolicies = (arn) => {
  if (!isAwsManaged(arn)) return undefined;
  const [, name] = /:policy\/([^/]+)$/.exec(arn) ?? [];
  try {
    return managedPolicy(arn) ?? (name === undefined ? undefined : managedPolicy(name));
  } catch (error) {
    if (error instanceof Unavailable) return undefined;
    throw error;
  }
};
