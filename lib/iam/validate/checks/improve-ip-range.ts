import { cleared } from "../addresses.ts";
import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { valuesOf } from "../walk.ts";

export const improveIpRange: Check = {
  code: "IMPROVE_IP_RANGE",
  type: "SUGGESTION",
  details: "The non-zero bits in the IP address after the masked bits are ignored. Replace address with {{addr}}.",
  *find(document) {
    for (const { value, text } of valuesOf(document, ["ip"])) {
      const addr = cleared(text);
      if (addr !== undefined) yield { locations: [at(value)], values: { addr } };
    }
  },
};
