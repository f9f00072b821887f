import type { Check } from "../check.ts";
import { within } from "../place.ts";
import { expandedVariables } from "../variables.ts";

export const unsupportedSpaceInVariable: Check = {
  code: "UNSUPPORTED_SPACE_IN_VARIABLE",
  type: "ERROR",
  details: "A space is not supported within the policy variable text. Remove the space.",
  *find(document) {
    for (const { place, variable } of expandedVariables(document)) {
      if (variable.closed && hasSpacedName(variable.inside))
        yield { locations: [within(document.source, place, variable.start, variable.length)] };
    }
  },
};

function hasSpacedName(inside: string): boolean {
  const [name = ""] = inside.split(",");
  return name.trim() !== "" && /\s/.test(name);
}
