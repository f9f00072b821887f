import { readArn } from "../arn.ts";
import type { Check } from "../check.ts";
import { within } from "../place.ts";
import { resourcesIn } from "../walk.ts";

export const invalidArnServiceCase: Check = {
  code: "INVALID_ARN_SERVICE_CASE",
  type: "ERROR",
  details: "Update the service name {{service}} in the resource ARN to use all lowercase letters.",
  *find(document) {
    for (const place of resourcesIn(document)) {
      const { service = "", starts = [] } = readArn(place.node.value) ?? {};
      if (service.includes("${") || service === service.toLowerCase()) continue;
      yield { locations: [within(document.source, place, starts[2] ?? 0, service.length)], values: { service } };
    }
  },
};
