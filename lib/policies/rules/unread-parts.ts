import { isUnread } from "#lib/checks/unread.ts";
import { counted } from "#lib/words.ts";
import type { DocumentResult } from "./evaluate-documents.ts";

/** What the checks could not read in a document: the number of parts, and the first one's reason. */
type UnreadParts = { count: number; why: string };

/** Null if everything was read. */
export function unreadParts(results: readonly DocumentResult[], documentName: string): UnreadParts | null {
  const unread = results.filter((result) => isUnread(result) && result.documentName === documentName);
  const [first] = unread;
  return first ? { count: unread.length, why: first.reasons[0]?.description ?? first.message } : null;
}

/** How many policies were read in a document. Unreadable parts do not count as containing none. */
export function policiesRead(policies: number, unread: number): string {
  if (unread === 0) return counted(policies, "policy", "policies");
  if (policies === 0) return "no policy could be read";
  return `${counted(policies, "policy", "policies")}, and ${counted(unread, "part")} could not be read`;
}
