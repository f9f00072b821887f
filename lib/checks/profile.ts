import type { FindingType } from "#lib/iam/index.ts";
import { ANSWERERS } from "./verdict.ts";

export const ANALYZERS = [...ANSWERERS, "both"] as const;
/** Who is asked. Of two answers the stricter one counts. */
export type Analyzer = (typeof ANALYZERS)[number];

/** Access that no policy may grant: one of the actions on one of the resources. An empty list means any. */
export type SensitiveAccess = { name: string; actions: string[]; resources: string[] };

export const VALIDATION_LEVELS = [
  "ERROR",
  "SECURITY_WARNING",
  "WARNING",
  "SUGGESTION",
] as const satisfies FindingType[];

/**
 * A check profile as data. Policies are IAM policy documents as JSON text; the references of one kind count as one
 * policy. `acceptedManagedPolicies` are ARNs that may be attached without being judged. Whoever is neither in `account` nor
 * in `trustedPrincipals` is external; without an account the own one is DEFAULT_ACCOUNT.
 */
export type ProfileDefinition = {
  references: { identity: string[]; resource: string[] };
  sensitive: SensitiveAccess[];
  publicAccess: boolean;
  acceptedManagedPolicies: string[];
  validation: { block: FindingType[] };
  credentials: boolean;
  account: string | null;
  trustedPrincipals: string[];
  analyzer: Analyzer;
};

/** The account that templates are read for where nobody says another. */
export const DEFAULT_ACCOUNT = "111122223333";

export const DEFINITION_DEFAULTS = {
  validation: { block: ["ERROR", "SECURITY_WARNING"] },
  credentials: true,
  account: null,
  trustedPrincipals: [],
  analyzer: "engine",
} satisfies Partial<ProfileDefinition>;

/** As a version holds it that was published before some of the parts were known. */
export type StoredDefinition = Omit<ProfileDefinition, keyof typeof DEFINITION_DEFAULTS> & Partial<ProfileDefinition>;

export function completeDefinition(stored: StoredDefinition): ProfileDefinition {
  return { ...DEFINITION_DEFAULTS, ...stored };
}
