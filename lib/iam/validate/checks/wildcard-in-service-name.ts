import { hasWildcard, readArn } from "../arn.ts";
import type { Check } from "../check.ts";
import { at } from "../place.ts";

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

/** `*` alone is every service, which is no mistake about names. */
function isPartly(service: string): boolean {
  return hasWildcard(service) && !/^\*+$/.test(service);
}
