import type { Check } from "../check.ts";
import { at, atKey } from "../place.ts";
import { isEveryone } from "../rcp.ts";

export const rcpSyntaxErrorPrincipal: Check = {
  code: "RCP_SYNTAX_ERROR_PRINCIPAL",
  type: "ERROR",
  details:
    'The Principal element contents are not valid. RCPs only support specifying all principals ("*") in the Principal element. The NotPrincipal element is not supported for RCPs.',
  *find({ type, statements }) {
    if (type !== "resource_control") return;
    for (const { members, principals } of statements) {
      const [named, left] = [members.get("Principal"), members.get("NotPrincipal")];
      if (left !== undefined) yield { locations: [atKey(left)] };
      if (named !== undefined && !isEveryone(named.value, principals)) yield { locations: [at(named.value)] };
    }
  },
};
