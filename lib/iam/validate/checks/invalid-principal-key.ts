import type { Check } from "../check.ts";
import { atKey, membersOf } from "../place.ts";

const KINDS = ["AWS", "CanonicalUser", "Federated", "Service"];

export const invalidPrincipalKey: Check = {
  code: "INVALID_PRINCIPAL_KEY",
  type: "ERROR",
  details: "The principal key {{principal-key}} is not valid.",
  *find({ type, statements }) {
    if (type !== "resource") return;
    for (const { members } of statements) {
      for (const name of ["Principal", "NotPrincipal"]) {
        const value = members.get(name)?.value;
        for (const member of value === undefined ? [] : membersOf(value)) {
          if (!KINDS.includes(member.key))
            yield { locations: [atKey(member)], values: { "principal-key": member.key } };
        }
      }
    }
  },
};
