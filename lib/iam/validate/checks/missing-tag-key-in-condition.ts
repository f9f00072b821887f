import type { Check } from "../check.ts";
import { atKey } from "../place.ts";
import { conditionsIn } from "../walk.ts";

const TAGS = /^(?:[^:]+:(?:resourcetag|requesttag|principaltag)|s3:(?:existingobjecttag|requestobjecttag))\/?$/;

export const missingTagKeyInCondition: Check = {
  code: "MISSING_TAG_KEY_IN_CONDITION",
  type: "ERROR",
  details:
    "The condition key {{conditionKeyName}} must include a tag key to control access based on tags. Use the format {{conditionKeyName}}tag-key and specify a key name for tag-key.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      if (!TAGS.test(condition.name)) continue;
      const conditionKeyName = `${condition.key.key.replace(/\/$/, "")}/`;
      yield { locations: [atKey(condition.key)], values: { conditionKeyName } };
    }
  },
};
