import type { ServiceCheck } from "../../check.ts";
import { at, atKey } from "../../place.ts";
import { readConditions } from "../condition-key.ts";
import { resourceArns } from "../resource-arn.ts";

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
