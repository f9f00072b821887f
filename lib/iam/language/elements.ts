/** The elements of a policy, as IAM writes them. */
export const POLICY_ELEMENTS = ["Version", "Id", "Statement"] as const;

/** The elements of a statement, as IAM writes them. */
export const STATEMENT_ELEMENTS = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
] as const;
