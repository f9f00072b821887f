import { isFixed } from "../arn.ts";
import type { Check } from "../check.ts";
import { groupBy } from "../group-by.ts";
import { at } from "../place.ts";
import type { PrincipalView } from "../statement-view.ts";
import { type Provider, providerOf, trustStatements } from "../trust.ts";

const TAKERS = new Map<string, Provider | "other">([
  ["sts:assumerole", "other"],
  ["sts:assumerolewithsaml", "saml"],
  ["sts:assumerolewithwebidentity", "oidc"],
]);

export const mismatchedActionForPrincipal: Check = {
  code: "MISMATCHED_ACTION_FOR_PRINCIPAL",
  type: "ERROR",
  details:
    "The {{actionName}} action is invalid with the following principal(s): {{principalNames}}. Use a SAML provider principal with the sts:AssumeRoleWithSAML action or use an OIDC provider principal with the sts:AssumeRoleWithWebIdentity action. Ensure the provider is Federated if you use either of the two options.",
  *find(document) {
    for (const { effect, actions, principals } of trustStatements(document)) {
      const named = principals.filter(({ kind, element }) => kind !== undefined && element === "Principal");
      if (effect !== "Allow" || named.length === 0) continue;
      for (const [name, [action]] of groupBy(actions, ({ node }) => node.value.toLowerCase())) {
        const taker = TAKERS.get(name);
        if (action === undefined || taker === undefined || named.some((principal) => mayBe(principal, taker))) continue;
        yield {
          locations: [at(action), ...named.map(({ place }) => at(place))],
          values: {
            actionName: action.node.value,
            principalNames: named.map(({ place }) => place.node.value).join(", "),
          },
        };
      }
    }
  },
};

/** Whether a principal of a kind that can not be told may be the one the action is for: then nothing is said. */
function mayBe({ kind, place }: PrincipalView, taker: Provider | "other"): boolean {
  if (kind !== "Federated") return taker === "other" || place.node.value === "*";
  const provider = providerOf(place.node.value);
  return provider === taker || provider === undefined || !isFixed(place.node.value);
}
