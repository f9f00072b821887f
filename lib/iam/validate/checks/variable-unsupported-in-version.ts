import type { Check } from "../check.ts";
import { within } from "../place.ts";
import { expandedTexts, variablesIn } from "../variables.ts";

export const variableUnsupportedInVersion: Check = {
  code: "VARIABLE_UNSUPPORTED_IN_VERSION",
  type: "ERROR",
  details: "To include variables in your policy, use the policy version 2012-10-17 or later.",
  *find(document) {
    if (document.version === "2012-10-17") return;
    for (const place of expandedTexts(document)) {
      const [variable] = variablesIn(place.node.value).filter(({ closed, inside }) => closed && inside.includes(":"));
      if (variable !== undefined) {
        yield { locations: [within(document.source, place, variable.start, variable.length)] };
      }
    }
  },
};
