import type { Check } from "../check.ts";
import { within } from "../place.ts";
import { expandedVariables } from "../variables.ts";

export const missingQuoteInVariable: Check = {
  code: "MISSING_QUOTE_IN_VARIABLE",
  type: "ERROR",
  details: "The policy variable default value must begin and end with a single quote. Add the missing quote.",
  *find(document) {
    for (const { place, variable } of expandedVariables(document)) {
      if (variable.closed && hasBareDefault(variable.inside))
        yield { locations: [within(document.source, place, variable.start, variable.length)] };
    }
  },
};

function hasBareDefault(inside: string): boolean {
  const comma = inside.indexOf(",");
  return comma >= 0 && !/^'.*'$/s.test(inside.slice(comma + 1).trim());
}
