import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { principalsIn } from "../walk.ts";

export const invalidRoleReference: Check = {
  code: "INVALID_ROLE_REFERENCE",
  type: "WARNING",
  details: "The Principal element includes the IAM role ID {{roleid}}. We recommend that you use a role ARN instead.",
  *find({ statements }) {
    for (const { kind, place } of principalsIn(statements)) {
      const roleid = place.node.value;
      if (kind === "AWS" && /^AROA[A-Z0-9]{12,}$/.test(roleid)) yield { locations: [at(place)], values: { roleid } };
    }
  },
};
