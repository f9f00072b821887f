import type { Check } from "../check.ts";
import { at, membersOf } from "../place.ts";
import { needsResource } from "../trust.ts";

export const federatedPrincipalNotSupported: Check = {
  code: "FEDERATED_PRINCIPAL_NOT_SUPPORTED",
  type: "ERROR",
  details:
    "The policy type does not support a federated identity provider in the principal element. Use a supported principal.",
  *find(document) {
    if (document.type !== "resource" || !needsResource(document)) return;
    for (const { members } of document.statements) {
      for (const name of ["Principal", "NotPrincipal"]) {
        const value = members.get(name)?.value;
        const federated = value === undefined ? undefined : membersOf(value).find(({ key }) => key === "Federated");
        if (federated !== undefined) yield { locations: [at(federated.value)] };
      }
    }
  },
};
