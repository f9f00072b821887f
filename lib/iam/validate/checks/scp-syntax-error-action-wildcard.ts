import type { Check } from "../check.ts";
import { at } from "../place.ts";

export const scpSyntaxErrorActionWildcard: Check = {
  code: "SCP_SYNTAX_ERROR_ACTION_WILDCARD",
  type: "ERROR",
  details: "SCP actions can include wildcards (*) only at the end of a string. Update {{action}}.",
  *find({ type, statements }) {
    if (type !== "service_control") return;
    for (const { actions, notActions } of statements) {
      for (const place of [...actions, ...notActions]) {
        const action = place.node.value;
        if (/\?|\*[^*]/.test(action)) yield { locations: [at(place)], values: { action } };
      }
    }
  },
};
