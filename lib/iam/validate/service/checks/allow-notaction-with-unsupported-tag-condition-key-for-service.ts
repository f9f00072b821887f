import type { ServiceCheck } from "../../check.ts";
import { allButSomeByTag } from "../tag-conditions.ts";

export const allowNotactionWithUnsupportedTagConditionKeyForService: ServiceCheck = {
  code: "ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
  type: "SUGGESTION",
  details:
    "Using the effect Allow with NotAction and the tag condition key {{conditionKeyName}} allows only service actions that support the condition key. The condition key doesn't apply to some service actions. We recommend that you use Action instead of NotAction.",
  find: (document) => allButSomeByTag(document, "Allow"),
};
