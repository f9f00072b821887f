/** Users and groups in the IAM Identity Center of our own organization. */
export const DIRECTORY = /^(?:[0-9a-f]{10}-)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Anyone with this name in an account with which a portfolio is shared. */
export const ANY_ACCOUNT = /^arn:[^:]+:iam:::/;

/**
 * Lake Formation principals inside the organization: anyone an IAM policy lets in, and users of its own IAM Identity
 * Center.
 */
export const OWN_LAKE = /^(?:IAM_ALLOWED_PRINCIPALS$|arn:[^:]+:identitystore:)/;
