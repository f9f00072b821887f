import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { principalsIn } from "../walk.ts";

export const invalidUserReference: Check = {
  code: "INVALID_USER_REFERENCE",
  type: "WARNING",
  details: "The Principal element includes the IAM user ID {{userid}}. We recommend that you use a user ARN instead.",
  *find({ statements }) {
    for (const { kind, place } of principalsIn(statements)) {
      const userid = place.node.value;
      if (kind === "AWS" && /^AIDA[A-Z0-9]{12,}$/.test(userid)) yield { locations: [at(place)], values: { userid } };
    }
  },
};
