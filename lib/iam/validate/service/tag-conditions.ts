import type { ServiceFacts } from "../../language/index.ts";
import type { Found } from "../check.ts";
import { needsKey } from "../needs-key.ts";
import { at, atKey } from "../place.ts";
import type { PolicyDocument } from "../policy-document.ts";
import type { ConditionView, StatementView } from "../statement-view.ts";
import { actionsTaken, MOST_PAIRS, type NamedAction, namedActions } from "./named-action.ts";
import { remembered } from "./remembered.ts";
import { knowsTags } from "./supported-keys.ts";

type TagConditions = { statement: StatementView; conditions: ConditionView[] };

/** Conditions on the tags of a resource that fail where the key is missing, by statement. */
function* tagConditions({ statements }: PolicyDocument, effect: StatementView["effect"]): Generator<TagConditions> {
  for (const statement of statements) {
    if (statement.effect !== effect) continue;
    const conditions = statement.conditions.filter((one) => one.name.startsWith("aws:resourcetag/") && needsKey(one));
    if (conditions.length > 0) yield { statement, conditions };
  }
}

/** How many of the actions that a pattern takes in tell by tags. */
const byTags = remembered((text, facts): "all" | "some" | "none" => {
  const [service = "", name = ""] = text.split(":");
  const actions = actionsTaken({ service, name, plain: !/[*?]/.test(name) }, facts);
  const knowing = actions.filter((action) => knowsTags(service, action, facts)).length;
  if (knowing === actions.length) return "all";
  return knowing === 0 ? "none" : "some";
});

/** An Allow is without effect for what a wildcard takes in only where none of it has tags; a Deny lets each one through. */
function isWithoutTags({ service, name }: NamedAction, effect: "Allow" | "Deny", facts: ServiceFacts): boolean {
  const how = byTags(`${service}:${name.toLowerCase()}`, facts);
  return how === "none" || (how === "some" && effect === "Deny");
}

/** The services whose actions never carry the tags of their resource. */
export function* servicesWithoutTags(
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

/** Statements about all actions but some: there are always services without tags among them. */
export function* allButSomeByTag(document: PolicyDocument, effect: "Allow" | "Deny"): Generator<Found> {
  for (const { statement, conditions } of tagConditions(document, effect)) {
    const element = statement.members.get("NotAction");
    if (element === undefined) continue;
    for (const { key } of conditions) {
      yield { locations: [at(element.value), atKey(key)], values: { conditionKeyName: key.key } };
    }
  }
}
