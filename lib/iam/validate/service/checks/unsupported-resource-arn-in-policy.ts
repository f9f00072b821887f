import type { ServiceFacts } from "../../../language/index.ts";
import type { Found, ServiceCheck } from "../../check.ts";
import { at, type TextPlace } from "../../place.ts";
import { type AttachedResource, attachedResource } from "../attached-resource.ts";
import { globsMeet } from "../globs.ts";
import { arnFormat, asGlob, resourceArn } from "../resource-arn.ts";

/** Only a bucket's policy must name the bucket; AWS takes `*` for the others. */
const MUST_BE_NAMED = "S3 Bucket";

function mayBeOf(place: TextPlace, { label, service, types }: AttachedResource, facts: ServiceFacts): boolean {
  if (place.node.value === "*") return label !== MUST_BE_NAMED;
  const arn = resourceArn(place);
  if (arn === undefined) return true;
  if (arn.service.toLowerCase() !== service) return false;
  return facts
    .resourceTypes(service)
    .filter(({ name }) => types.includes(name))
    .map(arnFormat)
    .some(
      (format) =>
        meets(arn.region, format.region) &&
        meets(arn.account, format.account) &&
        globsMeet(asGlob(arn.resource), format.resource),
    );
}

function meets(field: string, format: string): boolean {
  return globsMeet(field, asGlob(format));
}

/**
 * A trust policy names no resource at all: that is another code's. The words are those of recorded answers: the User Guide
 * has "the resource type".
 */
export const unsupportedResourceArnInPolicy: ServiceCheck = {
  code: "UNSUPPORTED_RESOURCE_ARN_IN_POLICY",
  type: "ERROR",
  details:
    "The resource ARN is not supported for the resource-based policy attached to resource type {{resourceType}}.",
  *find(document, facts): Iterable<Found> {
    const attached = attachedResource(document);
    if (attached === undefined || attached.service === "sts") return;
    for (const { resources, notResources } of document.statements) {
      for (const place of [...resources, ...notResources]) {
        if (mayBeOf(place, attached, facts)) continue;
        yield { locations: [at(place)], values: { resourceType: attached.label } };
      }
    }
  },
};
