/** Where a key would be used. Source: AWS Security Blog and IAM User Guide, alternatives to long-term access keys. */
export const CASES = [
  "command-line",
  "workstation",
  "ide",
  "aws-compute",
  "third-party",
  "saas-ci",
  "on-premises",
] as const;
export type Case = (typeof CASES)[number];

const ALTERNATIVES: Record<Case, string> = {
  "command-line": "For occasional commands, use AWS CloudShell: it has the signed-in user's credentials.",
  workstation: "On a workstation, sign in through IAM Identity Center with AWS CLI v2 (aws configure sso).",
  ide: "In an IDE, use the AWS Toolkit and sign in through IAM Identity Center.",
  "aws-compute":
    "On AWS compute, including CI that runs there, attach a role: an instance profile, task role or function role.",
  "third-party": "Give a third party a role to assume, with an external ID in its trust policy.",
  "saas-ci":
    "In hosted CI, let the job assume a role with its own OIDC token. Pin the audience and the repository in the trust policy.",
  "on-premises": "On premises, use IAM Roles Anywhere: certificates instead of keys.",
};

/** Words that suggest where a key will be used, the strongest first. */
const SIGNS: [Case, RegExp][] = [
  ["ide", /vs-?code|jetbrains|intellij|\bide\b|toolkit/i],
  ["aws-compute", /jenkins|runner|\bec2\b|\becs\b|\beks\b|lambda|instance|codebuild/i],
  [
    "saas-ci",
    /github|gitlab|circle-?ci|bitbucket|travis|buildkite|\bci\b|(?:^|[^a-z])ci(?:[A-Z_-]|$)|deploy|pipeline|terraform/i,
  ],
  ["third-party", /vendor|partner|third-?party|datadog|snowflake|saas|external/i],
  ["on-premises", /on-?prem|datacenter|data-center|backup|veeam|nas\b|server/i],
  ["command-line", /\bcli\b|shell|script/i],
  ["workstation", /developer|laptop|workstation|desktop|\badmin/i],
];

/** The keyless alternative for the case these words suggest; all alternatives if none. */
export function alternativeFor(...words: (string | null)[]): string {
  const text = words.filter((word) => word !== null).join(" ");
  const [found] = SIGNS.find(([, pattern]) => pattern.test(text)) ?? [];
  return found ? ALTERNATIVES[found] : everyAlternative();
}

export function alternative(kind: Case): string {
  return ALTERNATIVES[kind];
}

function everyAlternative(): string {
  return "Do not store a key: people sign in through IAM Identity Center, or use CloudShell or the AWS Toolkit; AWS compute has roles; hosted CI assumes a role through OIDC; third parties assume a role with an external ID; on-premises servers use IAM Roles Anywhere.";
}
