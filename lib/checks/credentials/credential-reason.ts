import type { Span } from "#lib/iam/index.ts";
import type { CredentialRuleId } from "./credential-rules.ts";

/** What a rule about access keys found. No field holds a secret. */
export type CredentialReason = {
  rule: CredentialRuleId;
  level: "blocking" | "warning";
  message: string;
  /** What to use in place of the key, for this case. */
  alternative: string;
  span: Span;
  resource: string | null;
  resourceType: string | null;
  /** What it is about, by which it is known again when lines move. */
  subject: string;
};
