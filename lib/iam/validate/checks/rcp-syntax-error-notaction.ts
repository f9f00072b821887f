import type { Check } from "../check.ts";
import { atKey } from "../place.ts";

export const rcpSyntaxErrorNotaction: Check = {
  code: "RCP_SYNTAX_ERROR_NOTACTION",
  type: "ERROR",
  details: "RCPs do not support the NotAction element. Update to use the Action element.",
  *find({ type, statements }) {
    if (type !== "resource_control") return;
    for (const { members } of statements) {
      const element = members.get("NotAction");
      if (element !== undefined) yield { locations: [atKey(element)] };
    }
  },
};
