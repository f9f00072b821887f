import type { Check } from "../check.ts";
import { atKey } from "../place.ts";

export const allowWithNotPrincipal: Check = {
  code: "ALLOW_WITH_NOT_PRINCIPAL",
  type: "SECURITY_WARNING",
  details: "Using Allow with NotPrincipal can be overly permissive. We recommend that you use Principal instead.",
  *find({ statements }) {
    for (const { members, effect } of statements) {
      const element = members.get("NotPrincipal");
      if (effect === "Allow" && element !== undefined) yield { locations: [atKey(element)] };
    }
  },
};
