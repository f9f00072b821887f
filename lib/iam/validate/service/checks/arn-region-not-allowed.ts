import type { ServiceCheck } from "../../check.ts";
import { at } from "../../place.ts";
import { formatsOf, maybeEmpty, resourceArns } from "../resource-arn.ts";

export const arnRegionNotAllowed: ServiceCheck = {
  code: "ARN_REGION_NOT_ALLOWED",
  type: "ERROR",
  details: "The service {{service}} does not support specifying a Region in the resource ARN.",
  *find(document, facts) {
    for (const arn of resourceArns(document)) {
      const formats = maybeEmpty(arn.region) ? [] : (formatsOf(arn, facts) ?? []);
      if (formats.length === 0 || formats.some(({ region }) => region !== "")) continue;
      yield { locations: [at(arn.place)], values: { service: arn.service } };
    }
  },
};
