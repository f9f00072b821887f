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
  everybody: "every repository on GitHub, whoever owns it,",
  ofOwner: "every repository of the organization",
};

const GITLAB: Issuer = {
  claims: {
    sub: { whole: /^project_path:[^*?:]+\/[^/*?:]+:/, owner: /^project_path:[^/*?:]+\// },
    project_path: REPOSITORY,
    project_id: NUMBER,
  },
  everybody: "every project on this GitLab, whoever owns it,",
  ofOwner: "every project of the group",
};

const TERRAFORM: Issuer = {
  claims: { sub: named("organization", "project", "workspace") },
  everybody: "every workspace of every organization in HCP Terraform",
  ofOwner: "every workspace of the organization that begins so",
};

const KUBERNETES: Issuer = {
  claims: {
    sub: { whole: /^system:serviceaccount:[^*?:]+:[^*?:]+$/, owner: /^system:serviceaccount:[^*?:]+:/ },
  },
  everybody: "every service account of the cluster",
  ofOwner: "every service account of the namespace",
};

function peopleOf(everybody: string): Issuer {
  return { claims: { sub: ANYTHING_FIXED }, byAudience: true, everybody, ofOwner: everybody };
}

const OTHER: Issuer = {
  claims: { sub: ANYTHING_FIXED },
  everybody: "anybody with such a token",
  ofOwner: "anybody with such a token of the organization",
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
      everybody: "every pipeline on Buildkite, whoever owns it,",
      ofOwner: "every pipeline of the organization",
    },
  ],
  [
    /^oidc\.vercel\.com$/,
    {
      claims: { sub: named("owner", "project") },
      everybody: "every project on Vercel, whoever owns it,",
      ofOwner: "every project of the team",
    },
  ],
  [
    /^oidc\.codefresh\.io$/,
    {
      claims: { sub: named("account", "pipeline") },
      everybody: "every pipeline on Codefresh, whoever owns it,",
      ofOwner: "every pipeline of the account",
    },
  ],
  [
    /^scalr\.io$/,
    {
      claims: { sub: named("account", "environment", "workspace") },
      everybody: "every workspace on Scalr, whoever owns it,",
      ofOwner: "every workspace of the account that begins so",
    },
  ],
  [/^cognito-identity\.amazonaws\.com$/, peopleOf("every identity of the identity pool, guests too,")],
  [/^accounts\.google\.com$/, peopleOf("everybody with a Google account")],
  [/^www\.amazon\.com$/, peopleOf("everybody with an Amazon account")],
  [/^graph\.facebook\.com$/, peopleOf("everybody with a Facebook account")],
];

/** Known facts about an issuer, given without its scheme. */
export function issuerOf(provider: string): Issuer {
  return ISSUERS.find(([issuer]) => issuer.test(provider))?.[1] ?? OTHER;
}
