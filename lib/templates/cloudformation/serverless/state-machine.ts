import type { Owner } from "../report.ts";
import { isFalse, part, propertiesOf } from "./entry.ts";
import { readEvents } from "./events.ts";
import { madeRoles } from "./made-roles.ts";
import { readPolicies, seeImplied, tracingPolicy } from "./policies.ts";

/** The policies of a state machine, of the role that SAM makes for it, and of those by which events start it. */
export function readStateMachine(owner: Owner): void {
  readPolicies(owner);
  const properties = propertiesOf(owner);
  readEvents(owner, part(properties, "Events"));
  const tracing = part(properties, "Tracing");
  for (const env of tracing && !isFalse(part(tracing, "Enabled")) ? madeRoles(owner) : []) {
    if (tracing) seeImplied(owner, tracingPolicy, { ...tracing, env });
  }
}
