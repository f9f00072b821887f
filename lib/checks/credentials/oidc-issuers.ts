/** How a claim must be written out: `whole` pins everything the claim can pin, `owner` at least the organization. */
export type Forms = { whole: RegExp; owner?: RegExp };

/**
 * An issuer shared by many organizations. `byAudience`: only the audience shows whose token it is. `everybody` and
 * `ofOwner`: who gets in without any pin, or with only the organization pinned.
 */
export type Issuer = {
  claims: Readonly<Record<string, Forms>>;
  byAudience?: true;
  everybody: string;
  ofOwner: string;
};

/** Owner and repository name in full: a wildcard in the name also matches other names with the same prefix. */
const REPOSITORY: Forms = { whole: /^[^/*?]+\/[^/*?]+$/, owner: /^[^/*?]+\// };
const NUMBER: Forms = { whole: /^\d+$/ };
const NEVER = /^$/;
/** A subject with at least its start written out. */
const ANYTHING_FIXED: Forms = { whole: /^[^*?]+/ };

/**
 * Subjects such as `organization:acme:pipeline:site:…`: the first name is the owner, the second belongs to the owner.
 */
function named(...words: string[]): Forms {
  const [owner = "", ...owned] = words;
  const rest = owned.map((word) => `:${word}:[^*?:]+`).join("");
  return { whole: new RegExp(`^${owner}:[^*?:]+${rest}(?::|$)`), owner: new RegExp(`^${owner}:[^*?:]+:`) };
}

const GITHUB: Issuer = {
  claims: {
    sub: { whole: /^repo:[^/*?:]+\/[^/*?:]+(?::|$)/, owner: /^repo:[^/*?:]+\// },
    repository: REPOSITORY,
    repository_id: NUMBER,
    job_workflow_ref: { whole: /^[^/*?]+\/[^/*?]+\//, owner: /^[^/*?]+\// },
    repository_owner: { whole: NEVER, owner: /^[^*?]+$/ },
    repository_owner_id: { whole: NEVER, owner: /^\d+$/ },
  },
  everybody: "any repository on GitHub, regardless of owner,",
  ofOwner: "any repository of the organization",
};

const GITLAB: Issuer = {
  claims: {
    sub: { whole: /^project_path:[^*?:]+\/[^/*?:]+:/, owner: /^project_path:[^/*?:]+\// },
    project_path: REPOSITORY,
    project_id: NUMBER,
  },
  everybody: "any project on this GitLab, regardless of owner,",
  ofOwner: "any project of the group",
};

const TERRAFORM: Issuer = {
  claims: { sub: named("organization", "project", "workspace") },
  everybody: "any workspace of any organization in HCP Terraform",
  ofOwner: "any workspace of the organization with this prefix",
};

const KUBERNETES: Issuer = {
  claims: {
    sub: { whole: /^system:serviceaccount:[^*?:]+:[^*?:]+$/, owner: /^system:serviceaccount:[^*?:]+:/ },
  },
  everybody: "any service account of the cluster",
  ofOwner: "any service account of the namespace",
};

function peopleOf(everybody: string): Issuer {
  return { claims: { sub: ANYTHING_FIXED }, byAudience: true, everybody, ofOwner: everybody };
}

const OTHER: Issuer = {
  claims: { sub: ANYTHING_FIXED },
  everybody: "anyone with such a token",
  ofOwner: "anyone with such a token from the organization",
};

/**
 * Source: IAM User Guide, "Identity-provider controls for shared OIDC providers", and the providers' own documentation.
 */
const ISSUERS: readonly [issuer: RegExp, facts: Issuer][] = [
  [/^token\.actions\.githubusercontent\.com(?:\/|$)/, GITHUB],
  [/^gitlab\./, GITLAB],
  [/^app\.terraform\.io$/, TERRAFORM],
  [/^oidc\.eks\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\//, KUBERNETES],
  [
    /^agent\.buildkite\.com$/,
    {
      claims: { sub: named("organization", "pipeline") },
      everybody: "any pipeline on Buildkite, regardless of owner,",
      ofOwner: "any pipeline of the organization",
    },
  ],
  [
    /^oidc\.vercel\.com$/,
    {
      claims: { sub: named("owner", "project") },
      everybody: "any project on Vercel, regardless of owner,",
      ofOwner: "any project of the team",
    },
  ],
  [
    /^oidc\.codefresh\.io$/,
    {
      claims: { sub: named("account", "pipeline") },
      everybody: "any pipeline on Codefresh, regardless of owner,",
      ofOwner: "any pipeline of the account",
    },
  ],
  [
    /^scalr\.io$/,
    {
      claims: { sub: named("account", "environment", "workspace") },
      everybody: "any workspace on Scalr, regardless of owner,",
      ofOwner: "any workspace of the account with this prefix",
    },
  ],
  [/^cognito-identity\.amazonaws\.com$/, peopleOf("any identity of the identity pool, including guests,")],
  [/^accounts\.google\.com$/, peopleOf("anyone with a Google account")],
  [/^www\.amazon\.com$/, peopleOf("anyone with an Amazon account")],
  [/^graph\.facebook\.com$/, peopleOf("anyone with a Facebook account")],
];

/** Known facts about an issuer, given without its scheme. */
export function issuerOf(provider: string): Issuer {
  return ISSUERS.find(([issuer]) => issuer.test(provider))?.[1] ?? OTHER;
}
