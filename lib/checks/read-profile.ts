import { type Policy, type Problem, parsePolicy } from "#lib/iam/index.ts";
import { DEFAULT_ACCOUNT, type ProfileDefinition } from "./profile.ts";

/** A profile with parsed references. `broken` gives unreadable references and why; their checks answer error. */
export type ReadProfile = Pick<ProfileDefinition, "sensitive" | "publicAccess" | "validation" | "credentials"> & {
  references: { identity: Reference; resource: Reference };
  acceptedManagedPolicies: ReadonlySet<string>;
  account: string;
  trustedPrincipals: string[];
};
/** `texts` are the texts of the policies. */
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

function readReference(texts: readonly string[], type: ReferenceType): Reference {
  const parsed = texts.map((text) => parsePolicy(text, { type }));
  const policies = parsed.flatMap((reading) => (reading.ok ? [reading.policy] : []));
  const unread = parsed.flatMap((reading, index) => (reading.ok ? [] : [unreadWords(reading.problems, index, type)]));
  return { policies, texts, broken: unread.length > 0 ? unread.join(" ") : null };
}

const OF_TYPE = { identity: "identity policies", resource: "resource and trust policies" };
type ReferenceType = keyof typeof OF_TYPE;

/** Reports only the first problem, which often causes the others. */
function unreadWords([problem]: readonly Problem[], index: number, type: ReferenceType): string {
  const where = problem && problem.path.length > 0 ? `${problem.path.join(".")}: ` : "";
  return `Reference policy ${index + 1} for ${OF_TYPE[type]} cannot be read: ${where}${problem?.message}`;
}
