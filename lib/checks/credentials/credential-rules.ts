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

const TAKE_OUT = "Deactivate the key and take it out of the file and of its history.";

/**
 * The remedy for each rule. Most findings add the keyless alternative for their case, which for some says everything.
 */
export const CREDENTIAL_REMEDIES: Record<CredentialRuleId, string> = {
  "CRED-1": "Make no key: use a role or another way without a stored one.",
  "CRED-2": "In place of a user let people sign in through IAM Identity Center, and programs assume a role.",
  "CRED-3": "Take the output away and renew the key.",
  "CRED-4": TAKE_OUT,
  "CRED-5": TAKE_OUT,
  "CRED-6": "Let the pipeline assume a role: with its own OIDC token, or on AWS that of where it runs.",
  "CRED-7": "Take it out and renew the key: the provider finds credentials by itself.",
  "CRED-8": "Take these actions out of the statement, or deny them beside it.",
  "CRED-9":
    "Test the audience with StringEquals, and the subject with StringLike on what is yours, such as repo:ORGANIZATION/REPOSITORY:ref:refs/heads/main.",
  PLAIN_SECRET: "Refer to a secret in Secrets Manager or to a secure parameter in place of writing it out.",
};

export const CREDENTIAL_RULES: readonly CredentialRule[] = [
  {
    id: "CRED-1",
    title: "An access key is created",
    description: "The template or plan creates a long-term access key of a user.",
    severity: 8,
  },
  {
    id: "CRED-2",
    title: "A user with credentials or permissions of its own",
    description: "The template or plan gives a user a login profile or policies of its own.",
    severity: 6,
  },
  {
    id: "CRED-3",
    title: "An output shows a secret key",
    description: "An output of the template or plan carries the secret of an access key.",
    severity: 9,
  },
  {
    id: "CRED-4",
    title: "An access key id in the text",
    description: "The file holds the id of an access key.",
    severity: 7,
  },
  {
    id: "CRED-5",
    title: "A secret access key in the text",
    description: "The file holds what looks like the secret of an access key, near a key id.",
    severity: 9.5,
  },
  {
    id: "CRED-6",
    title: "A pipeline that signs in with stored keys",
    description: "A step of a pipeline signs in with an access key in place of a role.",
    severity: 7,
  },
  {
    id: "CRED-7",
    title: "A provider with constant keys",
    description: "A Terraform provider is configured with constant keys.",
    severity: 9,
  },
  {
    id: "CRED-8",
    title: "A policy that lets its holder make credentials",
    description: "The policy allows making long-term keys, passwords or federation tokens.",
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
      "The template, plan or policy holds a token, a private key, a password in a link, or a value under the name of a secret.",
    severity: 2,
  },
];
