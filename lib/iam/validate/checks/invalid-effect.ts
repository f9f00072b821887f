import type { Check } from "../check.ts";
import { at, isText } from "../place.ts";

export const invalidEffect: Check = {
  code: "INVALID_EFFECT",
  type: "ERROR",
  details: "The effect {{effect}} is not valid. Use Allow or Deny.",
  *find({ statements }) {
    for (const { members, effect } of statements) {
      const value = members.get("Effect")?.value;
      if (value === undefined || effect !== undefined || !isText(value)) continue;
      yield { locations: [at(value)], values: { effect: value.node.value } };
    }
  },
};
