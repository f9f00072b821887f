import { readArn } from "../arn.ts";
import type { Check } from "../check.ts";
import { within } from "../place.ts";

export const invalidArnServiceCase: Check = {
  code: "INVALID_ARN_SERVICE_CASE",
  type: "ERROR",
  details: "Update the service name {{service}} in the resource ARN to use all lowercase letters.",
  *find({ source, statements }) {
    for (const { resources, notResources } of statements) {
      for (const place of [...resources, ...notResources]) {
        const { service = "", starts = [] } = readArn(place.node.value) ?? {};
        if (service.includes("${") || service === service.toLowerCase()) continue;
        yield { locations: [within(source, place, starts[2] ?? 0, service.length)], values: { service } };
      }
    }
  },
};
