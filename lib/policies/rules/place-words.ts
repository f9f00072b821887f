import type { Span } from "#lib/iam/index.ts";
import { policyKindWords } from "./check-words.ts";
import type { StoredResult } from "./run-view.ts";

/** "Role Export, identity policy, statement Read" */
export function placeWords({ logicalId, policyName, policyKind }: StoredResult, statementId: string | null): string {
  const statement = statementId ? `statement ${statementId}` : null;
  if (logicalId === "") return statement ?? "the document";
  const kind = policyKind ? policyKindWords(policyKind) : null;
  const policy = logicalId === "policy" ? (kind ?? "the policy") : [logicalId, policyName].filter(Boolean).join(" › ");
  return [policy, logicalId === "policy" ? null : kind, statement].filter(Boolean).join(", ");
}

/** "lines 21 to 27" */
export function lineWords({ start, end }: Span): string {
  return start.line === end.line ? `line ${start.line}` : `lines ${start.line} to ${end.line}`;
}
