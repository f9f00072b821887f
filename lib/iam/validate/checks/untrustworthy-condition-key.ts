import type { Check } from "../check.ts";
import { atKey } from "../place.ts";
import { conditionsIn } from "../walk.ts";

const SENT_BY_THE_CALLER = ["aws:referer", "aws:useragent"];

export const untrustworthyConditionKey: Check = {
  code: "UNTRUSTWORTHY_CONDITION_KEY",
  type: "SECURITY_WARNING",
  details:
    "The {{key}} condition key is not recommended for access control as it can be spoofed/manipulated by the caller.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      if (!SENT_BY_THE_CALLER.includes(condition.name)) continue;
      yield { locations: [atKey(condition.key)], values: { key: condition.key.key } };
    }
  },
};
