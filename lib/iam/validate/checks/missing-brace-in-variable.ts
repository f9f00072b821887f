import type { Check } from "../check.ts";
import { within } from "../place.ts";
import { expandedVariables } from "../variables.ts";

export const missingBraceInVariable: Check = {
  code: "MISSING_BRACE_IN_VARIABLE",
  type: "ERROR",
  details: "The policy variable is missing a closing curly brace. Add } after the variable text.",
  *find(document) {
    for (const { place, variable } of expandedVariables(document)) {
      if (!variable.closed) yield { locations: [within(document.source, place, variable.start, variable.length)] };
    }
  },
};
