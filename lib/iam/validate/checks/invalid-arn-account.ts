import { isFixed, readArn } from "../arn.ts";
import type { Check } from "../check.ts";
import { within } from "../place.ts";

export const invalidArnAccount: Check = {
  code: "INVALID_ARN_ACCOUNT",
  type: "ERROR",
  details: "The resource ARN account ID {{account}} is not valid. Provide a 12-digit account ID.",
  *find({ source, statements }) {
    for (const { resources, notResources } of statements) {
      for (const place of [...resources, ...notResources]) {
        const { account = "", starts = [] } = readArn(place.node.value) ?? {};
        if (!isFixed(account) || /^(\d{12}|aws|aws-[a-z-]+|amazon)?$/.test(account)) continue;
        yield { locations: [within(source, place, starts[4] ?? 0, account.length)], values: { account } };
      }
    }
  },
};
