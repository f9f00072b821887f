import { isCloudControl } from "./cloud-control.ts";
import { isJoined } from "./joined.ts";
import { LINK_TYPES } from "./links.ts";
import { isElsewhere } from "./policies-elsewhere.ts";
import { ATTACHMENT_TABLE, POLICY_TABLE } from "./policy-table.ts";
import { SHARING_TABLE } from "./sharing-table.ts";
import { STACK_TYPES } from "./stacks.ts";
import { STATEMENT_TYPES } from "./statements.ts";

const POLICIES = new Set([...POLICY_TABLE, ...ATTACHMENT_TABLE].map(({ type }) => type));
const SHARING = new Set(SHARING_TABLE.map(({ type }) => type));

/** Whether a resource of this type may have a policy, be a statement of one, or attach one. */
export function mayHavePolicy(type: string): boolean {
  return POLICIES.has(type) || STATEMENT_TYPES.has(type);
}

/** Whether a resource of this type is read at all. */
export function isReadType(type: string): boolean {
  return (
    mayHavePolicy(type) ||
    SHARING.has(type) ||
    isJoined(type) ||
    LINK_TYPES.includes(type) ||
    STACK_TYPES.includes(type) ||
    isElsewhere(type) ||
    isCloudControl(type)
  );
}
