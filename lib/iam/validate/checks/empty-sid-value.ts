import type { Check } from "../check.ts";
import { at } from "../place.ts";

export const emptySidValue: Check = {
  code: "EMPTY_SID_VALUE",
  type: "SUGGESTION",
  details: "Add a value to the empty string in the Sid element.",
  *find({ statements }) {
    for (const { members } of statements) {
      const sid = members.get("Sid")?.value;
      if (sid?.node.kind === "string" && sid.node.value === "") yield { locations: [at(sid)] };
    }
  },
};
