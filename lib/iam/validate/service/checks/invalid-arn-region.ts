import { isFixed } from "../../arn.ts";
import type { ServiceCheck } from "../../check.ts";
import { at } from "../../place.ts";
import { isNoRegion } from "../regions.ts";
import { formatsOf, maybeEmpty, resourceArns } from "../resource-arn.ts";

/** Where no Region may stand at all another code says so. */
export const invalidArnRegion: ServiceCheck = {
  code: "INVALID_ARN_REGION",
  type: "ERROR",
  details:
    "The Region {{region}} is not valid for this resource. Update the resource ARN to include a supported Region.",
  *find(document, facts) {
    for (const arn of resourceArns(document)) {
      const { region, place } = arn;
      if (region === "" || !isFixed(region) || !isNoRegion(region)) continue;
      const formats = formatsOf(arn, facts) ?? [];
      const fixed = formats.some((format) => format.region === region);
      if (!fixed && formats.some((format) => !maybeEmpty(format.region)))
        yield { locations: [at(place)], values: { region } };
    }
  },
};
