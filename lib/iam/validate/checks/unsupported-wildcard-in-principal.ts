import { hasWildcard } from "../arn.ts";
import type { Check } from "../check.ts";
import { at } from "../place.ts";

export const unsupportedWildcardInPrincipal: Check = {
  code: "UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
  type: "ERROR",
  details:
    "Wildcards (*, ?) are not supported with the principal key {{principal_key}}. Replace the wildcard with a valid principal value.",
  *find({ type, statements }) {
    if (type !== "resource") return;
    for (const { principals } of statements) {
      for (const { kind, place } of principals) {
        const { value } = place.node;
        if (kind === undefined || !hasWildcard(value) || (kind === "AWS" && value === "*")) continue;
        yield { locations: [at(place)], values: { principal_key: kind } };
      }
    }
  },
};
