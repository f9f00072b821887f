import type { Check } from "../check.ts";
import { atKey } from "../place.ts";
import { conditionsIn } from "../walk.ts";

export const foranyvalueWithAudienceClaimType: Check = {
  code: "FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE",
  type: "SECURITY_WARNING",
  details:
    "Using ForAnyValue qualifier with the single-valued condition key {{key}} can be overly permissive. We recommend that you remove ForAnyValue:.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      const { read, name, operator, key } = condition;
      if (read?.quantifier !== "ForAnyValue" || !isAudience(name)) continue;
      yield { locations: [atKey(operator)], values: { key: key.key } };
    }
  },
};

/** As in `accounts.example.com:aud`: the host of an identity provider stands before the claim. */
function isAudience(name: string): boolean {
  return name.endsWith(":aud") && /.\../.test(name.slice(0, -":aud".length));
}
