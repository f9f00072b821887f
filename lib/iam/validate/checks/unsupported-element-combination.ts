import type { Check } from "../check.ts";
import { atKey } from "../place.ts";

export const unsupportedElementCombination: Check = {
  code: "UNSUPPORTED_ELEMENT_COMBINATION",
  type: "ERROR",
  details:
    "The policy elements {{element1}} and {{element2}} can not be used in the same statement. Remove one of these elements.",
  *find({ statements }) {
    for (const { members } of statements) {
      for (const element1 of ["Principal", "Action", "Resource"]) {
        const [one, other] = [members.get(element1), members.get(`Not${element1}`)];
        if (one === undefined || other === undefined) continue;
        yield { locations: [atKey(one), atKey(other)], values: { element1, element2: other.key } };
      }
    }
  },
};
