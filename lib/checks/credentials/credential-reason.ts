import type { Span } from "#lib/iam/index.ts";
import type { CredentialRuleId } from "./credential-rules.ts";

/** A finding by a rule about access keys. No field contains a secret. */
export type CredentialReason = {
  rule: CredentialRuleId;
  level: "blocking" | "warning";
  message: string;
  /** The alternative to the key for this case. */
  alternative: string;
  span: Span;
  resource: string | null;
  resourceType: string | null;
  /** Identifies the subject when lines move. */
  subject: string;
};
