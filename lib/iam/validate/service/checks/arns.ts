import { PARTITIONS, type ServiceFacts } from "../../../language/index.ts";
import { isFixed } from "../../arn.ts";
import type { Found, ServiceCheck } from "../../check.ts";
import { at, atKey, type TextPlace } from "../../place.ts";
import { type AttachedResource, attachedResource } from "../attached-resource.ts";
import { readConditions } from "../condition-key.ts";
import { globsMeet } from "../globs.ts";
import { isNoRegion } from "../regions.ts";
import { arnFormat, asGlob, formatsOf, isSketch, maybeEmpty, resourceArn, resourceArns } from "../resource-arn.ts";

export const invalidService: ServiceCheck = {
  code: "INVALID_SERVICE",
  type: "ERROR",
  details: "The service {{service}} does not exist. Use a valid service name.",
  *find(document, facts) {
    for (const { place, service } of resourceArns(document)) {
      const name = service.toLowerCase();
      if (facts.isService(name) || facts.resourceTypesInArn(name).length > 0) continue;
      yield { locations: [at(place)], values: { service } };
    }
    for (const { condition, reading } of readConditions(document, facts)) {
      if (reading.kind !== "no-service") continue;
      const service = condition.key.key.slice(0, reading.prefix.length);
      yield { locations: [atKey(condition.key)], values: { service } };
    }
  },
};

export const invalidPartition: ServiceCheck = {
  code: "INVALID_PARTITION",
  type: "ERROR",
  details:
    "The resource ARN for the service {{service}} does not support the partition {{partition}}. Use the supported values: {{partitions}}",
  *find(document) {
    for (const { place, partition, service } of resourceArns(document)) {
      if (partition === "" || !isFixed(partition) || PARTITIONS.includes(partition)) continue;
      yield { locations: [at(place)], values: { service, partition, partitions: PARTITIONS.join(", ") } };
    }
  },
};

/** If no Region is allowed at all, another code reports it. */
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

/**
 * Services whose AWS-owned resources, such as public documents and parameters, have no account; the data omits this.
 */
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

/** Only a bucket's policy must name the bucket; AWS accepts `*` for the others. */
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
 * A trust policy names no resource at all, which another code reports. The wording follows recorded answers; the User
 * Guide has "the resource type".
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
