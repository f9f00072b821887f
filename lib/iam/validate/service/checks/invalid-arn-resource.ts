import type { ServiceCheck } from "../../check.ts";
import { at } from "../../place.ts";
import { formatsOf, isSketch, resourceArns } from "../resource-arn.ts";

export const invalidArnResource: ServiceCheck = {
  code: "INVALID_ARN_RESOURCE",
  type: "ERROR",
  details: "Resource ARN does not match the expected ARN format. Update the resource portion of the ARN.",
  *find(document, facts) {
    for (const arn of resourceArns(document)) {
      if (!isSketch(arn) && formatsOf(arn, facts)?.length === 0) yield { locations: [at(arn.place)] };
    }
  },
};
