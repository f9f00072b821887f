import type { FindingType } from "#lib/iam/index.ts";
import { ANSWERERS } from "./verdict.ts";

export const ANALYZERS = [...ANSWERERS, "both"] as const;
/** Who answers the checks. Of two answers, the stricter counts. */
export type Analyzer = (typeof ANALYZERS)[number];

/** Access that no policy may grant: any of the actions on any of the resources. An empty list means any. */
export type SensitiveAccess = { name: string; actions: string[]; resources: string[] };

export const VALIDATION_LEVELS = [
  "ERROR",
  "SECURITY_WARNING",
  "WARNING",
  "SUGGESTION",
] as const satisfies FindingType[];

/**
 * A check profile as data: policies are IAM JSON text, and references of one kind count as one.
 * `acceptedManagedPolicies`: ARNs exempt from judging. Principals outside `account` and `trustedPrincipals` are
 * external; the default account is DEFAULT_ACCOUNT.
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

/** The account assumed for templates if none is given. */
export const DEFAULT_ACCOUNT = "111122223333";

export const DEFINITION_DEFAULTS = {
  validation: { block: ["ERROR", "SECURITY_WARNING"] },
  credentials: true,
  account: null,
  trustedPrincipals: [],
  analyzer: "engine",
} satisfies Partial<ProfileDefinition>;

/** A stored version may predate some of the fields. */
export type StoredDefinition = Omit<ProfileDefinition, keyof typeof DEFINITION_DEFAULTS> & Partial<ProfileDefinition>;

export function completeDefinition(stored: StoredDefinition): ProfileDefinition {
  return { ...DEFINITION_DEFAULTS, ...stored };
}
