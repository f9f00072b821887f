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
      const isWhole = value.split(":").length >= ARN_FIELDS;
      if (isWhole && !value.startsWith("arn:")) yield { locations: [at(place)] };
    }
  },
};
