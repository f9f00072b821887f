import type { Check } from "../check.ts";
import { at, membersOf } from "../place.ts";
import { needsResource } from "../trust.ts";
import { elementsIn } from "../walk.ts";

export const federatedPrincipalNotSupported: Check = {
  code: "FEDERATED_PRINCIPAL_NOT_SUPPORTED",
  type: "ERROR",
  details:
    "The policy type does not support a federated identity provider in the principal element. Use a supported principal.",
  *find(document) {
    if (document.type !== "resource" || !needsResource(document)) return;
    for (const { value } of elementsIn(document.statements, "Principal", "NotPrincipal")) {
      for (const kind of membersOf(value)) if (kind.key === "Federated") yield { locations: [at(kind.value)] };
    }
  },
};
