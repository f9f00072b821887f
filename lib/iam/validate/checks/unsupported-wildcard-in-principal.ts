import { hasWildcard } from "../arn.ts";
import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { principalsIn } from "../walk.ts";

export const unsupportedWildcardInPrincipal: Check = {
  code: "UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
  type: "ERROR",
  details:
    "Wildcards (*, ?) are not supported with the principal key {{principal_key}}. Replace the wildcard with a valid principal value.",
  *find({ type, statements }) {
    if (type !== "resource") return;
    for (const { kind, place } of principalsIn(statements)) {
      const { value } = place.node;
      if (kind === undefined || !hasWildcard(value) || (kind === "AWS" && value === "*")) continue;
      yield { locations: [at(place)], values: { principal_key: kind } };
    }
  },
};
