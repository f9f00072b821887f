import type { Check } from "../check.ts";
import { atKey } from "../place.ts";
import { elementsIn } from "../walk.ts";

export const unsupportedPrincipal: Check = {
  code: "UNSUPPORTED_PRINCIPAL",
  type: "ERROR",
  details: "The policy type {{policy_type}} does not support the Principal element. Remove the Principal element.",
  *find({ type, statements }) {
    if (type !== "identity") return;
    for (const element of elementsIn(statements, "Principal", "NotPrincipal")) {
      yield { locations: [atKey(element)], values: { policy_type: "IDENTITY_POLICY" } };
    }
  },
};
