import { extractManagedPolicies } from "./steps/managed-policies.mjs";

extractManagedPolicies();
