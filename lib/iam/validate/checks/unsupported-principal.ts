import type { Check } from "../check.ts";
import { atKey } from "../place.ts";

export const unsupportedPrincipal: Check = {
  code: "UNSUPPORTED_PRINCIPAL",
  type: "ERROR",
  details: "The policy type {{policy_type}} does not support the Principal element. Remove the Principal element.",
  *find({ type, statements }) {
    if (type !== "identity") return;
    for (const { members } of statements) {
      for (const name of ["Principal", "NotPrincipal"]) {
        const element = members.get(name);
        if (element !== undefined) yield { locations: [atKey(element)], values: { policy_type: "IDENTITY_POLICY" } };
      }
    }
  },
};
