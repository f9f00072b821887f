import type { ServiceFacts } from "../../../language/index.ts";
import type { ServiceCheck } from "../../check.ts";
import { atKey } from "../../place.ts";
import type { StatementView } from "../../statement-view.ts";
import { conditionsIn } from "../../walk.ts";
import { namedAction } from "../named-action.ts";

const KEYS = new Set(["aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths"]);

/** Whether the statement says of which services it speaks. Which of them know the key changes too often to be told here. */
function isScoped({ members, actions }: StatementView, facts: ServiceFacts): boolean {
  if (members.has("NotAction")) return false;
  return actions.every((place) => {
    const service = namedAction(place)?.service;
    return service !== undefined && facts.isService(service);
  });
}

export const useConditionKeyOnlyWithSupportedServices: ServiceCheck = {
  code: "USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES",
  type: "WARNING",
  details:
    "The condition key {{key}} works only with specific AWS services and must be scoped to supported services in your policies.",
  *find(document, facts) {
    for (const { statement, condition } of conditionsIn(document)) {
      if (!KEYS.has(condition.name) || isScoped(statement, facts)) continue;
      yield { locations: [atKey(condition.key)], values: { key: condition.key.key } };
    }
  },
};
