import type { ServiceCheck } from "../../check.ts";
import { at } from "../../place.ts";
import { formatsOf, maybeEmpty, resourceArns } from "../resource-arn.ts";

export const missingArnRegion: ServiceCheck = {
  code: "MISSING_ARN_REGION",
  type: "ERROR",
  details: "Add a Region to the {{service}} resource ARN.",
  *find(document, facts) {
    for (const arn of resourceArns(document)) {
      const formats = arn.region === "" ? (formatsOf(arn, facts) ?? []) : [];
      if (formats.length === 0 || formats.some(({ region }) => maybeEmpty(region))) continue;
      yield { locations: [at(arn.place)], values: { service: arn.service } };
    }
  },
};
