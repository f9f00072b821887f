import type { Check } from "../check.ts";
import { atKey } from "../place.ts";
import { conditionsIn } from "../walk.ts";

export const irrelevantConditionKeyInPolicy: Check = {
  code: "IRRELEVANT_CONDITION_KEY_IN_POLICY",
  type: "SUGGESTION",
  details:
    "The condition key {{condition-key}} is not relevant for the {{resource-type}} policy.  Use this key in an identity-based policy to govern access to this resource.",
  *find(document) {
    const { type, resourceType = "" } = document;
    if (type !== "resource" || !["AWS::S3::Bucket", "AWS::S3::AccessPoint"].includes(resourceType)) return;
    for (const { condition } of conditionsIn(document)) {
      if (condition.name !== "s3:resourceaccount") continue;
      yield {
        locations: [atKey(condition.key)],
        values: { "condition-key": condition.key.key, "resource-type": resourceType },
      };
    }
  },
};
