import { resourcePattern } from "../../pattern.ts";
import type { Check } from "../check.ts";
import { redundantIn } from "../containment.ts";
import { at } from "../place.ts";

export const redundantResource: Check = {
  code: "REDUNDANT_RESOURCE",
  type: "SUGGESTION",
  details:
    "The {{redundantResourceCount}} resource ARN(s) are redundant because they reference the same resource. Review the use of wildcards (*)",
  *find({ statements, version }) {
    for (const { resources, notResources } of statements) {
      const all = resources.length > 0 ? resources : notResources;
      const indexes = redundantIn(
        all.map(({ node }) => node.value),
        (text) => resourcePattern(text, version),
      );
      const redundant = all.filter((_, index) => indexes.has(index));
      if (redundant.length === 0) continue;
      yield { locations: redundant.map(at), values: { redundantResourceCount: String(redundant.length) } };
    }
  },
};
