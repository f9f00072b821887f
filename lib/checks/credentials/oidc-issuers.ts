/** How a claim has to be written out: all that it can pin, or the organization at least. */
export type Forms = { whole: RegExp; owner?: RegExp };

/**
 * An issuer of tokens that many organizations share. `byAudience`: its users have subjects of their own, and which application
 * a token is for says whose they are; `everybody` and `ofOwner` are whom a trust policy lets in that pins nothing, or the
 * organization only.
 */
export type Issuer = {
  claims: Readonly<Record<string, Forms>>;
  byAudience?: true;
  everybody: string;
  ofOwner: string;
};

/** Owner and name of a repository, written out: a wildcard in the name also takes in names that begin alike. */
const REPOSITORY: Forms = { whole: /^[^/*?]+\/[^/*?]+$/, owner: /^[^/*?]+\// };
const NUMBER: Forms = { whole: /^\d+$/ };
const NEVER = /^$/;
/** A subject of which at least the start is written out. */
const ANYTHING_FIXED: Forms = { whole: /^[^*?]+/ };

/** Subjects such as `organization:acme:pipeline:site:…`: the first name is the owner's, the second what it owns. */
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

/** Source: IAM User Guide, "Identity-provider controls for shared OIDC providers"; the documents of the providers. */
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

/** What is known of an issuer, without its scheme. */
export function issuerOf(provider: string): Issuer {
  return ISSUERS.find(([issuer]) => issuer.test(provider))?.[1] ?? OTHER;
}
