import type { Judged, Place } from "./result.ts";

type Where = Pick<Place, "logicalId" | "policyName">;

const RULES = new Set(["INCOMPLETE_POLICY", "UNCHECKED_ATTACHMENT", "MALFORMED_POLICY", "UNREADABLE_FILE"]);

/** Whether a check reports that something could not be read. */
export function isUnread({ check, verdict }: Pick<Judged, "check" | "verdict">): boolean {
  return check === "readable" && verdict !== "pass";
}

/** Whether a reason reports something unreadable. Warnings concern only what might be present. */
export function saysUnread({ rule, level }: { rule: string; level?: string }): boolean {
  return RULES.has(rule) && level !== "warning";
}

/**
 * Whether a finding concerns something now unreadable, so nobody knows if it still applies: the policy, its whole
 * document, or a template nested in it.
 */
export function isOfUnread(said: Where, unread: Where): boolean {
  if (unread.logicalId === "" || said.logicalId.startsWith(`${unread.logicalId}/`)) return true;
  return said.logicalId === unread.logicalId && said.policyName === unread.policyName;
}
