import type { ServiceCheck } from "../../check.ts";
import { at } from "../../place.ts";
import { namedAction } from "../named-action.ts";

export const rcpSyntaxErrorAction: ServiceCheck = {
  code: "RCP_SYNTAX_ERROR_ACTION",
  type: "ERROR",
  details: "RCPs only support specifying select service prefixes in the Action element. Learn more here.",
  *find({ type, statements }, facts) {
    if (type !== "resource_control") return;
    for (const { actions, effect } of statements) {
      for (const place of actions) {
        // Only the policy that AWS attaches to everything, which allows all, names no service.
        const isAll = place.node.value === "*" && effect === "Allow";
        const service = namedAction(place)?.service;
        const supported = service !== undefined && facts.hasResourceControlPolicies(service);
        if (!isAll && !supported) yield { locations: [at(place)] };
      }
    }
  },
};
