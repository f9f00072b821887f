import { isFixed, readArn } from "../arn.ts";
import type { Check } from "../check.ts";
import { within } from "../place.ts";
import { resourcesIn } from "../walk.ts";

/** Resources of AWS itself name it where others name an account. */
const OWNER = /^(\d{12}|aws|aws-[a-z-]+|amazon)?$/;

export const invalidArnAccount: Check = {
  code: "INVALID_ARN_ACCOUNT",
  type: "ERROR",
  details: "The resource ARN account ID {{account}} is not valid. Provide a 12-digit account ID.",
  *find(document) {
    for (const place of resourcesIn(document)) {
      const { account = "", starts = [] } = readArn(place.node.value) ?? {};
      if (!isFixed(account) || OWNER.test(account)) continue;
      yield { locations: [within(document.source, place, starts[4] ?? 0, account.length)], values: { account } };
    }
  },
};
