import type { Check } from "../check.ts";
import { atKey } from "../place.ts";
import { elementsIn } from "../walk.ts";

export const scpSyntaxErrorPrincipal: Check = {
  code: "SCP_SYNTAX_ERROR_PRINCIPAL",
  type: "ERROR",
  details: "SCPs do not support specifying principals. Remove the Principal or NotPrincipal element.",
  *find({ type, statements }) {
    if (type !== "service_control") return;
    for (const element of elementsIn(statements, "Principal", "NotPrincipal")) yield { locations: [atKey(element)] };
  },
};
