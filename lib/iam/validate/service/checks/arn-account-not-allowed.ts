import type { ServiceCheck } from "../../check.ts";
import { at } from "../../place.ts";
import { formatsOf, maybeEmpty, resourceArns } from "../resource-arn.ts";

export const arnAccountNotAllowed: ServiceCheck = {
  code: "ARN_ACCOUNT_NOT_ALLOWED",
  type: "ERROR",
  details: "The service {{service}} does not support specifying an account ID in the resource ARN.",
  *find(document, facts) {
    for (const arn of resourceArns(document)) {
      const formats = maybeEmpty(arn.account) ? [] : (formatsOf(arn, facts) ?? []);
      if (formats.length === 0 || formats.some(({ account }) => account !== "")) continue;
      yield { locations: [at(arn.place)], values: { service: arn.service } };
    }
  },
};
