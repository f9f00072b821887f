import type { ManagedPolicies } from "#lib/checks/managed-policies.ts";
import { Unavailable } from "#lib/errors.ts";
import { managedPolicy } from "./aws-managed-policies.ts";

/**
 * AWS's own managed policies for the checks. The data is of the partition `aws`, so those of other partitions are not known; nor
 * is any where the data can not be read, and then what is attached is incomplete. SAM names some without their path, and no
 * two have the same name.
 */
export const knownManagedPolicies: ManagedPolicies = (arn) => {
  if (!/^arn:aws:iam::aws:policy\//.test(arn)) return undefined;
  const [, name] = /:policy\/([^/]+)$/.exec(arn) ?? [];
  try {
    return managedPolicy(arn) ?? (name === undefined ? undefined : managedPolicy(name));
  } catch (error) {
    if (error instanceof Unavailable) return undefined;
    throw error;
  }
};
