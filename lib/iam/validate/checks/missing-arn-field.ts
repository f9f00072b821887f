import { ARN_FIELDS } from "../arn.ts";
import type { Check } from "../check.ts";
import { at } from "../place.ts";

export const missingArnField: Check = {
  code: "MISSING_ARN_FIELD",
  type: "ERROR",
  details:
    "Resource ARNs must include at least {{fields}} fields in the following structure: arn:partition:service:region:account:resource",
  *find({ statements }) {
    for (const { resources, notResources } of statements) {
      for (const place of [...resources, ...notResources]) {
        const { value } = place.node;
        if (value.split(":").length >= ARN_FIELDS || value.endsWith("*")) continue;
        yield { locations: [at(place)], values: { fields: String(ARN_FIELDS) } };
      }
    }
  },
};
