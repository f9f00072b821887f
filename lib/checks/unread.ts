import type { Judged, Place } from "./result.ts";

type Where = Pick<Place, "logicalId" | "policyName">;

const RULES = new Set(["INCOMPLETE_POLICY", "UNCHECKED_ATTACHMENT", "MALFORMED_POLICY", "UNREADABLE_FILE"]);

/** Whether a check says of something that it could not be read. */
export function isUnread({ check, verdict }: Pick<Judged, "check" | "verdict">): boolean {
  return check === "readable" && verdict !== "pass";
}

/** Whether a reason says of something that it could not be read. A warning is about what only might be there. */
export function saysUnread({ rule, level }: { rule: string; level?: string }): boolean {
  return RULES.has(rule) && level !== "warning";
}

/**
 * Whether something was said of what cannot be read any more, so that nobody knows whether it still holds: of that policy, of
 * all in that document, or of what is nested there.
 */
export function isOfUnread(said: Where, unread: Where): boolean {
  if (unread.logicalId === "" || said.logicalId.startsWith(`${unread.logicalId}/`)) return true;
  return said.logicalId === unread.logicalId && said.policyName === unread.policyName;
}
