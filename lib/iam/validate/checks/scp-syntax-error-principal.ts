import type { Check } from "../check.ts";
import { atKey } from "../place.ts";

export const scpSyntaxErrorPrincipal: Check = {
  code: "SCP_SYNTAX_ERROR_PRINCIPAL",
  type: "ERROR",
  details: "SCPs do not support specifying principals. Remove the Principal or NotPrincipal element.",
  *find({ type, statements }) {
    if (type !== "service_control") return;
    for (const { members } of statements) {
      for (const name of ["Principal", "NotPrincipal"]) {
        const element = members.get(name);
        if (element !== undefined) yield { locations: [atKey(element)] };
      }
    }
  },
};
