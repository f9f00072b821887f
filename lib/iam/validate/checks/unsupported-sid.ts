import type { Check } from "../check.ts";
import { at, textsOf } from "../place.ts";

export const unsupportedSid: Check = {
  code: "UNSUPPORTED_SID",
  type: "ERROR",
  details: "Update the characters in the Sid element to use one of the following character types: [a-z, A-Z, 0-9]",
  *find({ type, statements }) {
    if (type !== "identity") return;
    for (const { members } of statements) {
      for (const sid of textsOf(members.get("Sid")?.value)) {
        if (!/^[A-Za-z0-9]*$/.test(sid.node.value)) yield { locations: [at(sid)] };
      }
    }
  },
};
