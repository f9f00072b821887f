import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { serviceGrants } from "../service-grants.ts";

export const restrictAccessToServicePrincipal: Check = {
  code: "RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL",
  type: "SECURITY_WARNING",
  details:
    "Granting access to a service principal without specifying a source is overly permissive. Use aws:SourceArn, aws:SourceAccount, aws:SourceOrgID, or aws:SourceOrgPaths condition key to grant fine-grained access.",
  *find(document) {
    for (const { principals, unsourced, referred } of serviceGrants(document)) {
      if (unsourced && referred.length === 0) yield { locations: principals.map(at) };
    }
  },
};
