/** An account id. Source: IAM User Guide, "AWS account identifiers". */
export const ACCOUNT_ID = /^\d{12}$/;

/** Whether a text is an account id, and nothing else. */
export function isAccountId(text: string): boolean {
  return ACCOUNT_ID.test(text);
}
