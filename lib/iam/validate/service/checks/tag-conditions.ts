import type { ServiceFacts } from "../../../language/index.ts";
import type { Found, ServiceCheck } from "../../check.ts";
import { at, atKey } from "../../place.ts";
import type { PolicyDocument } from "../../policy-document.ts";
import type { ConditionView, StatementView } from "../../statement-view.ts";
import { needsKey } from "../../walk.ts";
import { actionsTaken, MOST_PAIRS, type NamedAction, namedActions } from "../named-action.ts";
import { remembered } from "../remembered.ts";
import { knowsTags } from "../supported-keys.ts";

type TagConditions = { statement: StatementView; conditions: ConditionView[] };

/** Conditions on resource tags that fail if the key is missing, by statement. */
function* tagConditions({ statements }: PolicyDocument, effect: StatementView["effect"]): Generator<TagConditions> {
  for (const statement of statements) {
    if (statement.effect !== effect) continue;
    const conditions = statement.conditions.filter((one) => one.name.startsWith("aws:resourcetag/") && needsKey(one));
    if (conditions.length > 0) yield { statement, conditions };
  }
}

/** How many of the actions matching a pattern support tags. */
const byTags = remembered((text, facts): "all" | "some" | "none" => {
  const [service = "", name = ""] = text.split(":");
  const actions = actionsTaken({ service, name, plain: !/[*?]/.test(name) }, facts);
  const knowing = actions.filter((action) => knowsTags(service, action, facts)).length;
  if (knowing === actions.length) return "all";
  return knowing === 0 ? "none" : "some";
});

/**
 * For a wildcard, an Allow has no effect only if no matching action supports tags. A Deny misses every action that does
 * not.
 */
function isWithoutTags({ service, name }: NamedAction, effect: "Allow" | "Deny", facts: ServiceFacts): boolean {
  const how = byTags(`${service}:${name.toLowerCase()}`, facts);
  return how === "none" || (how === "some" && effect === "Deny");
}

/** The services whose actions never support the tags of their resource. */
function* servicesWithoutTags(
  document: PolicyDocument,
  effect: "Allow" | "Deny",
  facts: ServiceFacts,
): Generator<Found> {
  let pairs = MOST_PAIRS;
  for (const { statement, conditions } of tagConditions(document, effect)) {
    const without = namedActions(statement).filter((named) => isWithoutTags(named, effect, facts));
    const serviceNames = [...new Set(without.map(({ service }) => service))].join(", ");
    for (const { key } of without.length === 0 ? [] : conditions) {
      pairs -= without.length;
      if (pairs < 0) return;
      yield {
        locations: [...without.map(({ place }) => at(place)), atKey(key)],
        values: { conditionKeyName: key.key, serviceNames },
      };
    }
  }
}

/** Statements about all actions but some, which always include services without tags. */
function* allButSomeByTag(document: PolicyDocument, effect: "Allow" | "Deny"): Generator<Found> {
  for (const { statement, conditions } of tagConditions(document, effect)) {
    const element = statement.members.get("NotAction");
    if (element === undefined) continue;
    for (const { key } of conditions) {
      yield { locations: [at(element.value), atKey(key)], values: { conditionKeyName: key.key } };
    }
  }
}

export const denyWithUnsupportedTagConditionKeyForService: ServiceCheck = {
  code: "DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
  type: "SECURITY_WARNING",
  details:
    "Using the effect Deny with the tag condition key {{conditionKeyName}} and actions for services with the following prefixes can be overly permissive: {{serviceNames}}. Actions for the listed services are not denied by this statement. We recommend that you move these actions to a different statement without this condition key.",
  find: (document, facts) => servicesWithoutTags(document, "Deny", facts),
};

export const denyNotactionWithUnsupportedTagConditionKeyForService: ServiceCheck = {
  code: "DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
  type: "SECURITY_WARNING",
  details:
    "Using the effect Deny with NotAction and the tag condition key {{conditionKeyName}} can be overly permissive because some service actions are not denied by this statement. This is because the condition key doesn't apply to some service actions. We recommend that you use Action instead of NotAction.",
  find: (document) => allButSomeByTag(document, "Deny"),
};

/** The wording of AWS's answers; the User Guide has "the tag condition key". */
export const allowWithUnsupportedTagConditionKeyForService: ServiceCheck = {
  code: "ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
  type: "SUGGESTION",
  details:
    "Using the effect Allow with the condition key {{conditionKeyName}} and actions for services with the following prefixes does not affect the policy: {{serviceNames}}. The actions for the listed service are not allowed by this statement. We recommend that you move these actions to a different statement without this condition key.",
  find: (document, facts) => servicesWithoutTags(document, "Allow", facts),
};

export const allowNotactionWithUnsupportedTagConditionKeyForService: ServiceCheck = {
  code: "ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
  type: "SUGGESTION",
  details:
    "Using the effect Allow with NotAction and the tag condition key {{conditionKeyName}} allows only service actions that support the condition key. The condition key doesn't apply to some service actions. We recommend that you use Action instead of NotAction.",
  find: (document) => allButSomeByTag(document, "Allow"),
};
