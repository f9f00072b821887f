import type { ManagedPolicies } from "#lib/checks/managed-policies.ts";
import { Unavailable } from "#lib/errors.ts";
import { isAwsManaged } from "#lib/policies/rules/aws-managed.ts";
import { managedPolicy } from "./aws-managed-policies.ts";

/**
 * AWS's own managed policies for the checks. None is known where the data cannot be read, and then what is attached is
 * incomplete. SAM names some without their path, and no two have the same name.
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
