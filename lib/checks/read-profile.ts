import { type Policy, type PolicyType, parsePolicy } from "#lib/iam/index.ts";
import { DEFAULT_ACCOUNT, type ProfileDefinition } from "./profile.ts";

/** A profile with its references parsed. `broken` says which reference can not be read: its checks then answer error. */
export type ReadProfile = Pick<ProfileDefinition, "sensitive" | "publicAccess" | "validation" | "credentials"> & {
  references: { identity: Reference; resource: Reference };
  acceptedManagedPolicies: ReadonlySet<string>;
  account: string;
  trustedPrincipals: string[];
};
/** `texts` are those of the policies. */
export type Reference = { policies: Policy[]; texts: readonly string[]; broken: string | null };

export function readProfile(definition: ProfileDefinition): ReadProfile {
  const { references, acceptedManagedPolicies, account, ...rest } = definition;
  return {
    ...rest,
    references: {
      identity: readReference(references.identity, "identity"),
      resource: readReference(references.resource, "resource"),
    },
    acceptedManagedPolicies: new Set(acceptedManagedPolicies),
    account: account ?? DEFAULT_ACCOUNT,
  };
}

function readReference(texts: readonly string[], type: PolicyType): Reference {
  const parsed = texts.map((text) => parsePolicy(text, { type }));
  const policies = parsed.flatMap((reading) => (reading.ok ? [reading.policy] : []));
  const at = parsed.findIndex(({ ok }) => !ok);
  const broken = at < 0 ? null : `Reference policy ${at + 1} of the profile can not be read.`;
  return { policies, texts, broken };
}
