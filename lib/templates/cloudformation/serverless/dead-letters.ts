import type { Node } from "#lib/iam/index.ts";
import { child, stringValue } from "../../node.ts";

/** The queue that SAM makes for what an event could not deliver, where none is given. */
export function queueOf(config: Node, id: string): string {
  return stringValue(child(config, "QueueLogicalId")) ?? `${id}Queue`;
}
