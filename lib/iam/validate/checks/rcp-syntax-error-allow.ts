import type { Check } from "../check.ts";
import { at, atKey, type TextPlace } from "../place.ts";
import { isEveryone } from "../rcp.ts";

export const rcpSyntaxErrorAllow: Check = {
  code: "RCP_SYNTAX_ERROR_ALLOW",
  type: "ERROR",
  details:
    'RCPs only support specifying all principals ("*") in the Principal element, all resources ("*") in the Resource element, and no Condition element with an effect of Allow.',
  *find({ type, statements }) {
    if (type !== "resource_control") return;
    for (const { members, effect, principals, resources } of statements) {
      if (effect !== "Allow") continue;
      const [principal, resource] = [members.get("Principal"), members.get("Resource")];
      const [condition, others] = [members.get("Condition"), members.get("NotResource")];
      const narrow = [
        ...(principal === undefined || isEveryone(principal.value, principals) ? [] : [at(principal.value)]),
        ...(resource === undefined || isEverything(resources) ? [] : [at(resource.value)]),
        ...(others === undefined ? [] : [atKey(others)]),
        ...(condition === undefined ? [] : [atKey(condition)]),
      ];
      if (narrow.length > 0) yield { locations: narrow };
    }
  },
};

function isEverything(resources: TextPlace[]): boolean {
  return resources.some(({ node }) => node.value === "*");
}
