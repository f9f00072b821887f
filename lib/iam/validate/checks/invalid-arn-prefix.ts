import { ARN_FIELDS } from "../arn.ts";
import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { resourcesIn } from "../walk.ts";

export const invalidArnPrefix: Check = {
  code: "INVALID_ARN_PREFIX",
  type: "ERROR",
  details: "Add the required prefix (arn) to the resource ARN.",
  *find(document) {
    for (const place of resourcesIn(document)) {
      const { value } = place.node;
      if (value.startsWith("arn:") || /^\*+$/.test(value)) continue;
      // A text of too few fields misses them instead, unless a wildcard stands for the rest.
      if (value.split(":").length >= ARN_FIELDS || value.endsWith("*")) yield { locations: [at(place)] };
    }
  },
};
