import type { Check } from "../check.ts";
import { textsOf, within } from "../place.ts";
import { variablesIn } from "../variables.ts";

export const variableUnsupportedInElement: Check = {
  code: "VARIABLE_UNSUPPORTED_IN_ELEMENT",
  type: "ERROR",
  details:
    "Policy variables are supported in the Resource and Condition elements. Remove the policy variable {{variable}} from this element.",
  *find({ source, statements }) {
    for (const { actions, notActions, principals, members } of statements) {
      const texts = [...actions, ...notActions, ...principals.map(({ place }) => place)];
      for (const place of [...texts, ...textsOf(members.get("Sid")?.value)]) {
        for (const { start, length } of variablesIn(place.node.value)) {
          const variable = place.node.value.slice(start, start + length);
          yield { locations: [within(source, place, start, length)], values: { variable } };
        }
      }
    }
  },
};
