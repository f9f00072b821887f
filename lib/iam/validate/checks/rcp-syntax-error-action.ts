import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { RCP_SERVICES } from "../rcp.ts";

export const rcpSyntaxErrorAction: Check = {
  code: "RCP_SYNTAX_ERROR_ACTION",
  type: "ERROR",
  details: "RCPs only support specifying select service prefixes in the Action element. Learn more here.",
  *find({ type, statements }) {
    if (type !== "resource_control") return;
    for (const { actions, effect } of statements) {
      for (const place of actions) {
        const [service = ""] = place.node.value.toLowerCase().split(":");
        const isAll = service === "*" && effect === "Allow";
        if (!isAll && !RCP_SERVICES.has(service)) yield { locations: [at(place)] };
      }
    }
  },
};
