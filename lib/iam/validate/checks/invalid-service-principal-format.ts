import { isFixed } from "../arn.ts";
import type { Check, Found } from "../check.ts";
import { at, isText, type TextPlace } from "../place.ts";
import { conditionsIn, principalsIn } from "../walk.ts";

const PLAIN = "service-name.amazonaws.com";
const REGIONAL = "service-name.AWS_region.amazonaws.com";

/** The partitions have endings of their own; a few services of Amazon's own are outside amazonaws.com. */
const SERVICE =
  /^[a-z0-9-]+(\.[a-z0-9-]+)*\.(amazonaws\.com(\.cn)?|amazonaws\.eu|amazon\.com|aws\.internal|c2s\.ic\.gov|sc2s\.sgov\.gov)$/;
const REGIONAL_SERVICE = /^[a-z0-9-]+\.[a-z0-9-]+\.(amazonaws\.com(\.cn)?|amazonaws\.eu|c2s\.ic\.gov|sc2s\.sgov\.gov)$/;

const KEYS = [
  "aws:calledvia",
  "aws:calledviafirst",
  "aws:calledvialast",
  "aws:principalservicename",
  "iam:awsservicename",
  "iam:passedtoservice",
];

export const invalidServicePrincipalFormat: Check = {
  code: "INVALID_SERVICE_PRINCIPAL_FORMAT",
  type: "ERROR",
  details: "The service principal does not match the expected format. Use the format {{expectedFormat}}.",
  *find(document) {
    for (const { kind, place } of principalsIn(document.statements)) {
      const { value } = place.node;
      if (kind === "Service" && isFixed(value) && !SERVICE.test(value)) yield wrong(place, PLAIN);
    }
    for (const { condition } of conditionsIn(document)) {
      const regional = condition.name === "kms:viaservice";
      if (!regional && !KEYS.includes(condition.name)) continue;
      for (const place of condition.values.filter(isText)) {
        if (!isFixed(place.node.value) || (regional ? REGIONAL_SERVICE : SERVICE).test(place.node.value)) continue;
        yield wrong(place, regional ? REGIONAL : PLAIN);
      }
    }
  },
};

function wrong(place: TextPlace, expectedFormat: string): Found {
  return { locations: [at(place)], values: { expectedFormat } };
}
