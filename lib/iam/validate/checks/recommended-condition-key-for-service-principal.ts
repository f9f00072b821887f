import type { Check } from "../check.ts";
import { atKey } from "../place.ts";
import { serviceGrants } from "../service-grants.ts";

export const recommendedConditionKeyForServicePrincipal: Check = {
  code: "RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL",
  type: "SUGGESTION",
  details:
    "To restrict access to the service principal {{servicePrincipalPrefix}} operating on your behalf, we recommend aws:SourceArn, aws:SourceAccount, aws:SourceOrgID, or aws:SourceOrgPaths instead of {{key}}.",
  *find(document) {
    for (const { principals, unsourced, referred } of serviceGrants(document)) {
      if (!unsourced) continue;
      for (const key of referred) {
        const [service] = principals;
        const servicePrincipalPrefix = service?.node.value.split(".")[0] ?? "";
        yield { locations: [atKey(key)], values: { servicePrincipalPrefix, key: key.key } };
      }
    }
  },
};
