import type { ServiceCheck } from "../../check.ts";
import { needsKey } from "../../needs-key.ts";
import { at } from "../../place.ts";

/** A service calling for itself belongs to no organization and carries no tags. Source: IAM User Guide, "AWS global condition context keys". */
const OF_IDENTITIES = /^aws:(?:principalorgid|principalorgpaths|principaltag\/.+)$/;

export const unsupportedConditionKeyForServicePrincipal: ServiceCheck = {
  code: "UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL",
  type: "ERROR",
  details: "The following condition keys are not supported when used with the service principal: {{conditionKeys}}.",
  *find({ statements }) {
    for (const { effect, principals, conditions } of statements) {
      const services = principals.filter(({ kind, element }) => kind === "Service" && element === "Principal");
      if (effect !== "Allow" || services.length === 0 || services.length < principals.length) continue;
      const keys = conditions.filter((condition) => OF_IDENTITIES.test(condition.name) && needsKey(condition));
      if (keys.length === 0) continue;
      yield {
        locations: [...services.map(({ place }) => at(place)), ...keys.map(({ key }) => at(key.value))],
        values: { conditionKeys: keys.map(({ key }) => key.key).join(", ") },
      };
    }
  },
};
