/** Users and groups of the own organization's IAM Identity Center. */
export const DIRECTORY = /^(?:[0-9a-f]{10}-)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whoever has such a name in an account that a portfolio is shared with. */
export const ANY_ACCOUNT = /^arn:[^:]+:iam:::/;

/** In Lake Formation whoever a policy of IAM lets in, and users of the own IAM Identity Center. */
export const OWN_LAKE = /^(?:IAM_ALLOWED_PRINCIPALS$|arn:[^:]+:identitystore:)/;
