import type { Check } from "../check.ts";
import { at, isText } from "../place.ts";
import { elementsIn } from "../walk.ts";

export const unsupportedSid: Check = {
  code: "UNSUPPORTED_SID",
  type: "ERROR",
  details: "Update the characters in the Sid element to use one of the following character types: [a-z, A-Z, 0-9]",
  *find({ type, statements }) {
    if (type !== "identity") return;
    for (const { value } of elementsIn(statements, "Sid")) {
      if (isText(value) && !/^[A-Za-z0-9]*$/.test(value.node.value)) yield { locations: [at(value)] };
    }
  },
};
