import { isFixed } from "../arn.ts";
import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { oidcKeyPrefix, providerOf, trustStatements } from "../trust.ts";

export const missingConditionKeyForOidcPrincipal: Check = {
  code: "MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL",
  type: "SECURITY_WARNING",
  details:
    "Using an Open ID Connect principal without a condition can be overly permissive. Add condition keys with a prefix that matches your federated OIDC principals to ensure that only the intended identity provider assumes the role.",
  *find(document) {
    for (const { effect, principals, conditions } of trustStatements(document)) {
      if (effect !== "Allow") continue;
      const starts = new Set(conditions.flatMap(({ name }) => startsOf(name)));
      for (const { kind, place } of principals) {
        const { value } = place.node;
        if (kind !== "Federated" || !isFixed(value) || providerOf(value) !== "oidc") continue;
        if (!starts.has(oidcKeyPrefix(value))) yield { locations: [at(place)] };
      }
    }
  },
};

/** What stands before the first colon of a key, and before the second: a provider may name a port. */
function startsOf(name: string): string[] {
  const first = name.indexOf(":") + 1;
  return [name.slice(0, first), name.slice(0, name.indexOf(":", first) + 1)];
}
