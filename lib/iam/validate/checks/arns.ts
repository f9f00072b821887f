import { ARN_FIELDS, hasWildcard, isFixed, readArn } from "../arn.ts";
import type { Check } from "../check.ts";
import { at, within } from "../place.ts";
import { resourcesIn } from "../walk.ts";

export const invalidArnPrefix: Check = {
  code: "INVALID_ARN_PREFIX",
  type: "ERROR",
  details: "Add the required prefix (arn) to the resource ARN.",
  *find(document) {
    for (const place of resourcesIn(document)) {
      const { value } = place.node;
      if (value.startsWith("arn:") || /^\*+$/.test(value)) continue;
      // A text with too few fields is reported as missing them instead, unless a wildcard replaces the rest.
      if (value.split(":").length >= ARN_FIELDS || value.endsWith("*")) yield { locations: [at(place)] };
    }
  },
};

export const missingArnField: Check = {
  code: "MISSING_ARN_FIELD",
  type: "ERROR",
  details:
    "Resource ARNs must include at least {{fields}} fields in the following structure: arn:partition:service:region:account:resource",
  *find(document) {
    for (const place of resourcesIn(document)) {
      const { value } = place.node;
      if (value.split(":").length >= ARN_FIELDS || value.endsWith("*")) continue;
      yield { locations: [at(place)], values: { fields: String(ARN_FIELDS) } };
    }
  },
};

export const invalidArnServiceCase: Check = {
  code: "INVALID_ARN_SERVICE_CASE",
  type: "ERROR",
  details: "Update the service name {{service}} in the resource ARN to use all lowercase letters.",
  *find(document) {
    for (const place of resourcesIn(document)) {
      const { service = "", starts = [] } = readArn(place.node.value) ?? {};
      if (service.includes("${") || service === service.toLowerCase()) continue;
      yield { locations: [within(document.source, place, starts[2] ?? 0, service.length)], values: { service } };
    }
  },
};

/** Resources of AWS itself name AWS in the account field. */
const OWNER = /^(\d{12}|aws|aws-[a-z-]+|amazon)?$/;

export const invalidArnAccount: Check = {
  code: "INVALID_ARN_ACCOUNT",
  type: "ERROR",
  details: "The resource ARN account ID {{account}} is not valid. Provide a 12-digit account ID.",
  *find(document) {
    for (const place of resourcesIn(document)) {
      const { account = "", starts = [] } = readArn(place.node.value) ?? {};
      if (!isFixed(account) || OWNER.test(account)) continue;
      yield { locations: [within(document.source, place, starts[4] ?? 0, account.length)], values: { account } };
    }
  },
};

export const wildcardInServiceName: Check = {
  code: "WILDCARD_IN_SERVICE_NAME",
  type: "SUGGESTION",
  details:
    "Avoid using wildcards (*, ?) in the service name because it might grant unintended access to other AWS services with similar names.",
  *find({ statements }) {
    for (const { actions, notActions, resources, notResources } of statements) {
      for (const place of [...actions, ...notActions]) {
        const [service = "", name] = place.node.value.split(":");
        if (name !== undefined && isPartly(service)) yield { locations: [at(place)] };
      }
      for (const place of [...resources, ...notResources]) {
        if (isPartly(readArn(place.node.value)?.service ?? "")) yield { locations: [at(place)] };
      }
    }
  },
};

/** `*` alone means every service, which is no mistake about names. */
function isPartly(service: string): boolean {
  return hasWildcard(service) && !/^\*+$/.test(service);
}
