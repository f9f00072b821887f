import type { ServiceFacts, ServiceResourceType } from "../../language/index.ts";
import { hasWildcard, readArn } from "../arn.ts";
import type { TextPlace } from "../place.ts";
import type { PolicyDocument } from "../policy-document.ts";
import { globsMeet } from "./globs.ts";
import { remembered } from "./remembered.ts";

/** A policy resource that is an ARN with all six fields, of one service and without variables in its first five. */
export type ResourceArn = {
  place: TextPlace;
  partition: string;
  /** As written. */
  service: string;
  region: string;
  account: string;
  resource: string;
};

export function resourceArn(place: TextPlace): ResourceArn | undefined {
  const fields = readArn(place.node.value);
  if (fields?.resource === undefined) return undefined;
  const { partition = "", service = "", region = "", account = "", resource } = fields;
  if ([partition, service, region, account].some((field) => field.includes("${"))) return undefined;
  if (service === "" || hasWildcard(service)) return undefined;
  return { place, partition, service, region, account, resource };
}

/** The ARNs of Resource and NotResource. */
export function* resourceArns({ statements }: PolicyDocument): Generator<ResourceArn> {
  for (const { resources, notResources } of statements) {
    for (const place of [...resources, ...notResources]) {
      const arn = resourceArn(place);
      if (arn !== undefined) yield arn;
    }
  }
}

/**
 * Whether a star leaves open which resource is named. AWS's answers do not check the format of such ARNs: they accept
 * `arn:aws:logs:*:*:/own/*`, which matches no format in the data.
 */
export function isSketch({ place }: ResourceArn): boolean {
  return place.node.value.includes("*");
}

/** The fields of a resource type's ARN; `resource` is a pattern with a star for each placeholder. */
type ArnFormat = { service: string; region: string; account: string; resource: string };

export function arnFormat({ arnPattern }: ServiceResourceType): ArnFormat {
  const [, , service = "", region = "", account = "", ...rest] = arnPattern.split(":");
  return { service, region, account, resource: asGlob(rest.join(":")) };
}

/** A policy text as a pattern with a star for each variable. */
export function asGlob(text: string): string {
  return text.replace(/\$\{[^{}]*\}/g, "*");
}

const formats = remembered((service, facts) => facts.resourceTypesInArn(service).map(arnFormat));

const meeting = remembered((text, facts): ArnFormat[] | undefined => {
  const [service = "", ...resource] = text.split(":");
  const known = formats(service, facts);
  const glob = resource.join(":");
  return known.length === 0 ? undefined : known.filter((format) => globsMeet(glob, format.resource));
});

/**
 * The formats of the ARN's service that its last field may match; undefined if the data has no format for the service.
 */
export function formatsOf({ service, resource }: ResourceArn, facts: ServiceFacts): ArnFormat[] | undefined {
  return meeting(`${service.toLowerCase()}:${asGlob(resource)}`, facts);
}

/** Whether a field may be empty: it is, or its wildcards may match nothing. */
export function maybeEmpty(field: string): boolean {
  return /^\**$/.test(field);
}
