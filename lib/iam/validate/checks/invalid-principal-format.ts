import type { Check } from "../check.ts";
import { at, isText } from "../place.ts";
import { elementsIn } from "../walk.ts";

export const invalidPrincipalFormat: Check = {
  code: "INVALID_PRINCIPAL_FORMAT",
  type: "ERROR",
  details: "The Principal element contents are not valid. Specify a key-value pair in the Principal element.",
  *find({ type, statements }) {
    if (type !== "resource") return;
    for (const { value } of elementsIn(statements, "Principal", "NotPrincipal")) {
      const everyone = isText(value) && value.node.value === "*";
      if (!everyone && value.node.kind !== "object") yield { locations: [at(value)] };
    }
  },
};
