import type { Check } from "../check.ts";
import { atKey, membersOf } from "../place.ts";
import { elementsIn } from "../walk.ts";

const KINDS = ["AWS", "CanonicalUser", "Federated", "Service"];

export const invalidPrincipalKey: Check = {
  code: "INVALID_PRINCIPAL_KEY",
  type: "ERROR",
  details: "The principal key {{principal-key}} is not valid.",
  *find({ type, statements }) {
    if (type !== "resource") return;
    for (const { value } of elementsIn(statements, "Principal", "NotPrincipal")) {
      for (const kind of membersOf(value)) {
        if (!KINDS.includes(kind.key)) yield { locations: [atKey(kind)], values: { "principal-key": kind.key } };
      }
    }
  },
};
