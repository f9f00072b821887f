import type { Check } from "../check.ts";
import { at } from "../place.ts";

export const invalidPrincipalFormat: Check = {
  code: "INVALID_PRINCIPAL_FORMAT",
  type: "ERROR",
  details: "The Principal element contents are not valid. Specify a key-value pair in the Principal element.",
  *find({ type, statements }) {
    if (type !== "resource") return;
    for (const { members } of statements) {
      for (const name of ["Principal", "NotPrincipal"]) {
        const value = members.get(name)?.value;
        if (value === undefined || value.node.kind === "object") continue;
        if (value.node.kind !== "string" || value.node.value !== "*") yield { locations: [at(value)] };
      }
    }
  },
};
