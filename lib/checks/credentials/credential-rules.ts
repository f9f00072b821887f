/** What each access-key rule looks for. `severity` ranges from 0 to 10, as in code scanning. */
type CredentialRule = { id: CredentialRuleId; title: string; description: string; severity: number };

const CREDENTIAL_RULE_IDS = [
  "CRED-1",
  "CRED-2",
  "CRED-3",
  "CRED-4",
  "CRED-5",
  "CRED-6",
  "CRED-7",
  "CRED-8",
  "CRED-9",
  "PLAIN_SECRET",
] as const;
export type CredentialRuleId = (typeof CREDENTIAL_RULE_IDS)[number];

const TAKE_OUT = "Deactivate the key. Remove it from the file and the file's history.";

/**
 * The remedy for each rule. Most findings add the keyless alternative for their case, which for some says everything.
 */
export const CREDENTIAL_REMEDIES: Record<CredentialRuleId, string> = {
  "CRED-1": "Do not create a key: use a role or another keyless option.",
  "CRED-2": "Instead of creating a user, let people sign in through IAM Identity Center and programs assume a role.",
  "CRED-3": "Remove the output and rotate the key.",
  "CRED-4": TAKE_OUT,
  "CRED-5": TAKE_OUT,
  "CRED-6": "Let the pipeline assume a role: with its own OIDC token or, on AWS, the role of its compute.",
  "CRED-7": "Remove the key and rotate it: the provider finds credentials automatically.",
  "CRED-8": "Remove these actions from the statement, or deny them in a separate one.",
  "CRED-9":
    "Test the audience with StringEquals. Test the subject with StringLike on your own value, such as repo:ORGANIZATION/REPOSITORY:ref:refs/heads/main.",
  PLAIN_SECRET: "Reference a secret in Secrets Manager or a secure parameter instead of writing it out.",
};

export const CREDENTIAL_RULES: readonly CredentialRule[] = [
  {
    id: "CRED-1",
    title: "An access key is created",
    description: "The template or plan creates a long-term access key for a user.",
    severity: 8,
  },
  {
    id: "CRED-2",
    title: "A user with its own credentials or permissions",
    description: "The template or plan gives a user a login profile or its own policies.",
    severity: 6,
  },
  {
    id: "CRED-3",
    title: "An output shows a secret key",
    description: "An output of the template or plan contains the secret of an access key.",
    severity: 9,
  },
  {
    id: "CRED-4",
    title: "An access key ID in the text",
    description: "The file contains an access key ID.",
    severity: 7,
  },
  {
    id: "CRED-5",
    title: "A secret access key in the text",
    description: "The file contains what looks like a secret access key, near a key ID.",
    severity: 9.5,
  },
  {
    id: "CRED-6",
    title: "A pipeline that signs in with stored keys",
    description: "A pipeline step signs in with an access key instead of a role.",
    severity: 7,
  },
  {
    id: "CRED-7",
    title: "A provider with hard-coded keys",
    description: "A Terraform provider is configured with hard-coded keys.",
    severity: 9,
  },
  {
    id: "CRED-8",
    title: "A policy that lets its holder create credentials",
    description: "The policy allows creating long-term keys, passwords or federation tokens.",
    severity: 8,
  },
  {
    id: "CRED-9",
    title: "A trust policy open to other repositories or audiences",
    description: "A trust policy for an OIDC provider does not pin the audience and the repository or subject.",
    severity: 9,
  },
  {
    id: "PLAIN_SECRET",
    title: "A secret in the text",
    description:
      "The template, plan or policy contains a token, a private key, a password in a link, or a value under a secret's name.",
    severity: 2,
  },
];
