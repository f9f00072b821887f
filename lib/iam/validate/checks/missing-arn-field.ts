import { ARN_FIELDS } from "../arn.ts";
import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { resourcesIn } from "../walk.ts";

export const missingArnField: Check = {
  code: "MISSING_ARN_FIELD",
  type: "ERROR",
  details:
    "Resource ARNs must include at least {{fields}} fields in the following structure: arn:partition:service:region:account:resource",
  *find(document) {
    for (const place of resourcesIn(document)) {
      const { value } = place.node;
      if (value.split(":").length >= ARN_FIELDS || value.endsWith("*")) continue;
      yield { locations: [at(place)], values: { fields: String(ARN_FIELDS) } };
    }
  },
};
