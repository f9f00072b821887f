import type { ServiceCheck } from "../../check.ts";
import { at } from "../../place.ts";
import { formatsOf, isSketch, maybeEmpty, resourceArns } from "../resource-arn.ts";

/** Their resources that belong to AWS, such as public documents and parameters, have no account; the data leaves it out. */
const WITH_PUBLIC_RESOURCES = new Set(["ssm"]);

export const missingArnAccount: ServiceCheck = {
  code: "MISSING_ARN_ACCOUNT",
  type: "ERROR",
  details: "The resource {{resourceName}} in the arn is missing an account id. Please provide a 12 digit account id.",
  *find(document, facts) {
    for (const arn of resourceArns(document)) {
      if (arn.account !== "" || isSketch(arn) || WITH_PUBLIC_RESOURCES.has(arn.service)) continue;
      const formats = formatsOf(arn, facts) ?? [];
      if (formats.length === 0 || formats.some(({ account }) => maybeEmpty(account))) continue;
      yield { locations: [at(arn.place)], values: { resourceName: arn.resource } };
    }
  },
};
