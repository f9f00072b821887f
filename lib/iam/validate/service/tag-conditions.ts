import type { Found } from "../check.ts";
import { at } from "../place.ts";
import type { PolicyDocument } from "../policy-document.ts";
import type { ServiceFacts } from "../service-facts.ts";
import type { ConditionView, StatementView } from "../statement-view.ts";
import { conditionsIn } from "../walk.ts";
import { actionsTaken, namedActions } from "./named-action.ts";
import { needsKey } from "./needs-key.ts";
import { supportsKey } from "./supported-keys.ts";

/** Conditions on the tags of a resource that fail where the key is missing. */
function* tagConditions(
  document: PolicyDocument,
  effect: StatementView["effect"],
): Generator<{ statement: StatementView; condition: ConditionView }> {
  for (const found of conditionsIn(document)) {
    const { statement, condition } = found;
    if (statement.effect !== effect || !condition.name.startsWith("aws:resourcetag/")) continue;
    if (needsKey(condition)) yield found;
  }
}

/** The services of which some action, also one that a wildcard takes in, never carries the tags of its resource. */
export function* servicesWithoutTags(
  document: PolicyDocument,
  effect: "Allow" | "Deny",
  facts: ServiceFacts,
): Generator<Found> {
  for (const { statement, condition } of tagConditions(document, effect)) {
    const without = namedActions(statement).filter((named) =>
      actionsTaken(named, facts).some((action) => !supportsKey(named.service, action, condition.name, facts)),
    );
    if (without.length === 0) continue;
    const serviceNames = [...new Set(without.map(({ service }) => service))].join(", ");
    yield {
      locations: [...without.map(({ place }) => at(place)), at(condition.key.value)],
      values: { conditionKeyName: condition.key.key, serviceNames },
    };
  }
}

/** Statements about all actions but some: there are always services without tags among them. */
export function* allButSomeByTag(document: PolicyDocument, effect: "Allow" | "Deny"): Generator<Found> {
  for (const { statement, condition } of tagConditions(document, effect)) {
    const element = statement.members.get("NotAction");
    if (element === undefined) continue;
    yield {
      locations: [at(element.value), at(condition.key.value)],
      values: { conditionKeyName: condition.key.key },
    };
  }
}
