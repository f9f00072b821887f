import type { Node } from "#lib/iam/index.ts";
import { child, stringValue } from "../../node.ts";

/** The queue SAM creates for undeliverable events if none is given. */
export function queueOf(config: Node, id: string): string {
  return stringValue(child(config, "QueueLogicalId")) ?? `${id}Queue`;
}
