import type { ManagedPolicies } from "#lib/checks/managed-policies.ts";
import { Unavailable } from "#lib/errors.ts";
import { managedPolicy } from "./aws-managed-policies.ts";

/**
 * AWS's own managed policies for the checks. The data is of the partition `aws`, so those of other partitions are not known; nor
 * is any where the data can not be read, and then what is attached is incomplete.
 */
export const knownManagedPolicies: ManagedPolicies = (arn) => {
  if (!/^arn:aws:iam::aws:policy\//.test(arn)) return undefined;
  try {
    return managedPolicy(arn);
  } catch (error) {
    if (error instanceof Unavailable) return undefined;
    throw error;
  }
};
