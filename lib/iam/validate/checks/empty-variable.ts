import type { Check } from "../check.ts";
import { within } from "../place.ts";
import { expandedVariables } from "../variables.ts";

export const emptyVariable: Check = {
  code: "EMPTY_VARIABLE",
  type: "ERROR",
  details: `Empty policy variable. Remove the \${ } variable structure or provide a variable within the structure.`,
  *find(document) {
    for (const { place, variable } of expandedVariables(document)) {
      if (variable.closed && variable.inside.trim() === "")
        yield { locations: [within(document.source, place, variable.start, variable.length)] };
    }
  },
};
