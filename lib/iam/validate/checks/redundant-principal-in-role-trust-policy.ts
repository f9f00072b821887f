import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { trustStatements } from "../trust.ts";

const ROLE = /^arn:[^:]*:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/;
const SESSION = /^arn:[^:]*:(?:sts|iam)::(\d{12}):assumed-role\/([^/]+)\/[^/]+$/;

export const redundantPrincipalInRoleTrustPolicy: Check = {
  code: "REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY",
  type: "SUGGESTION",
  details:
    "The assumed-role principal {{redundant_principal}} is redundant with its parent role {{parent_role}}. Remove the assumed-role principal.",
  *find(document) {
    for (const { principals } of trustStatements(document)) {
      const roles = new Map<string, string>();
      for (const { place } of principals) {
        const match = ROLE.exec(place.node.value);
        if (match !== null) roles.set(`${match[1]} ${match[2]}`, place.node.value);
      }
      for (const { place } of principals) {
        const match = SESSION.exec(place.node.value);
        const parent = match === null ? undefined : roles.get(`${match[1]} ${match[2]}`);
        if (parent === undefined) continue;
        yield {
          locations: [at(place)],
          values: { redundant_principal: place.node.value, parent_role: parent },
        };
      }
    }
  },
};
