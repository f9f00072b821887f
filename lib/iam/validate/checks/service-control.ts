import type { Check } from "../check.ts";
import { at, atKey } from "../place.ts";
import { elementsIn } from "../walk.ts";

export const scpSyntaxErrorPrincipal: Check = {
  code: "SCP_SYNTAX_ERROR_PRINCIPAL",
  type: "ERROR",
  details: "SCPs do not support specifying principals. Remove the Principal or NotPrincipal element.",
  *find({ type, statements }) {
    if (type !== "service_control") return;
    for (const element of elementsIn(statements, "Principal", "NotPrincipal")) yield { locations: [atKey(element)] };
  },
};

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
