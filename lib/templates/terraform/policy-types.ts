import { rowOf } from "../node.ts";
import { BOUND } from "./boundaries.ts";
import { isCloudControl } from "./cloud-control.ts";
import { isElsewhere } from "./elsewhere.ts";
import { HELD_BY } from "./holders.ts";
import { ATTACHMENT_TABLE, POLICY_TABLE } from "./policy-table.ts";
import { SHARING_TABLE } from "./sharing-table.ts";
import { STACK_TYPES } from "./stacks.ts";
import { STATEMENT_TYPES, statementAttributes } from "./statements.ts";

const POLICIES = new Set([...POLICY_TABLE, ...ATTACHMENT_TABLE].map(({ type }) => type));
const SHARING = new Set(SHARING_TABLE.map(({ type }) => type));

/** Whether a resource of this type may have a policy, be a statement of one, or attach one. */
export function mayHavePolicy(type: string): boolean {
  return POLICIES.has(type) || STATEMENT_TYPES.has(type);
}

/** Whether anything is read of resources of this type by it. */
export function isReadType(type: string): boolean {
  return (
    mayHavePolicy(type) || SHARING.has(type) || STACK_TYPES.includes(type) || isElsewhere(type) || isCloudControl(type)
  );
}

/** Who a resource is to others that belong to it, and what bounds it. */
const OF_ANY = ["arn", "name", "path", "type", BOUND];

/** The attributes by which resources of a type are read. */
export function readAttributes(type: string): ReadonlySet<string> {
  const policies = POLICY_TABLE.filter((row) => row.type === type);
  const beside = policies.flatMap(({ name, byArn }) => [name, byArn?.attribute].flatMap((each) => each ?? []));
  const paths = [...policies, ...ATTACHMENT_TABLE, ...SHARING_TABLE].filter((row) => row.type === type);
  const holders = rowOf(HELD_BY, type) ?? [];
  const first = [...paths, ...holders].flatMap(({ path }) => path[0] ?? []);
  return new Set([...OF_ANY, ...beside, ...first, ...statementAttributes(type)]);
}
