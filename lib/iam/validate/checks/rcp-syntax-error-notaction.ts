import type { Check } from "../check.ts";
import { atKey } from "../place.ts";
import { elementsIn } from "../walk.ts";

export const rcpSyntaxErrorNotaction: Check = {
  code: "RCP_SYNTAX_ERROR_NOTACTION",
  type: "ERROR",
  details: "RCPs do not support the NotAction element. Update to use the Action element.",
  *find({ type, statements }) {
    if (type !== "resource_control") return;
    for (const element of elementsIn(statements, "NotAction")) yield { locations: [atKey(element)] };
  },
};
