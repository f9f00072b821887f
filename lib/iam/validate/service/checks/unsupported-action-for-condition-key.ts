import type { ServiceFacts } from "../../../language/index.ts";
import type { ServiceCheck } from "../../check.ts";
import { at } from "../../place.ts";
import { comparisons } from "../comparisons.ts";
import { actionsTaken, MOST_PAIRS, type NamedAction, namedActions } from "../named-action.ts";
import { supportsKey } from "../supported-keys.ts";

function isWithout(named: NamedAction, key: string, facts: ServiceFacts): boolean {
  const [action] = named.plain ? actionsTaken(named, facts) : [];
  return action !== undefined && !supportsKey(named.service, action, key, facts);
}

/**
 * Resource policies alone: AWS's answers to identity policies never have it. `…IfExists` says what is to happen without the
 * key: that is no mistake. What a provider sends comes with every later request too, so that only the actions of STS tell.
 */
export const unsupportedActionForConditionKey: ServiceCheck = {
  code: "UNSUPPORTED_ACTION_FOR_CONDITION_KEY",
  type: "ERROR",
  details:
    "The following actions: {{actions}} are not supported by the condition key {{key}}. The condition will not be evaluated for these actions. We recommend that you move these actions to a different statement without this condition key.",
  *find(document, facts) {
    if (document.type !== "resource") return;
    let pairs = MOST_PAIRS;
    for (const { statement, condition, read, reading } of comparisons(document, facts)) {
      if (reading.kind !== "service" || read.ifExists) continue;
      const ofProvider = !facts.isService(reading.prefix);
      const named = namedActions(statement);
      pairs -= named.length;
      if (pairs < 0) return;
      const without = named.filter(
        (one) => (!ofProvider || one.service === "sts") && isWithout(one, condition.name, facts),
      );
      if (without.length === 0) continue;
      const actions = without.map(({ text }) => text).join(", ");
      yield {
        locations: [...without.map(({ place }) => at(place)), at(condition.key.value)],
        values: { actions, key: condition.key.key },
      };
    }
  },
};
