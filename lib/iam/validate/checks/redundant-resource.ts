import { resourcePattern } from "../../language/index.ts";
import type { Check } from "../check.ts";
import { redundant } from "../redundant.ts";

/** The words of AWS's answers: the User Guide ends after "wildcards (*)". */
export const redundantResource: Check = {
  code: "REDUNDANT_RESOURCE",
  type: "SUGGESTION",
  details:
    "The {{redundantResourceCount}} resource ARN(s) are redundant because they reference the same resource. Review the use of wildcards (*), or remove the resource {{redundantResource}} to remove the redundancy.",
  *find({ statements, version }) {
    for (const { resources, notResources } of statements) {
      const all = resources.length > 0 ? resources : notResources;
      for (const { locations, text } of redundant(all, (one) => resourcePattern(one, version))) {
        yield { locations, values: { redundantResourceCount: String(locations.length), redundantResource: text } };
      }
    }
  },
};
