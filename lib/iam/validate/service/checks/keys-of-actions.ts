import type { ServiceFacts } from "../../../language/index.ts";
import type { ServiceCheck } from "../../check.ts";
import { at } from "../../place.ts";
import type { StatementView } from "../../statement-view.ts";
import { trustStatements } from "../../trust.ts";
import { needsKey } from "../../walk.ts";
import { comparisons } from "../condition-key.ts";
import { actionsTaken, MOST_PAIRS, type NamedAction, namedActions } from "../named-action.ts";
import { supportsKey } from "../supported-keys.ts";

/**
 * Values that may be set when assuming a role only with a separate permission. Source: IAM User Guide, "Session tags".
 */
const SETTERS: readonly { key: RegExp; action: string }[] = [
  { key: /^sts:sourceidentity$/, action: "SetSourceIdentity" },
  { key: /^sts:transitivetagkeys$/, action: "TagSession" },
  { key: /^aws:requesttag\/./, action: "TagSession" },
];

function takes(statement: StatementView, name: string, facts: ServiceFacts): boolean {
  if (statement.members.has("NotAction") || statement.actions.some(({ node }) => node.value === "*")) return true;
  return namedActions(statement).some(
    (named) => named.service === "sts" && actionsTaken(named, facts).some((action) => action.name === name),
  );
}

/** Only for role trust policies, because an identity may get the other action from another policy. */
export const missingActionForConditionKey: ServiceCheck = {
  code: "MISSING_ACTION_FOR_CONDITION_KEY",
  type: "ERROR",
  details:
    "The {{actionName}} action must be in the action block to allow setting values for the condition key {{keyName}}. Add {{actionName}} to the action block.",
  *find(document, facts) {
    const statements = trustStatements(document).filter(({ effect }) => effect === "Allow");
    const missing = SETTERS.filter(({ action }) => !statements.some((statement) => takes(statement, action, facts)));
    for (const { conditions, members } of missing.length === 0 ? [] : statements) {
      const actions = members.get("Action")?.value;
      if (actions === undefined) continue;
      for (const condition of conditions) {
        const { name, key } = condition;
        const setter = missing.find((one) => one.key.test(name));
        if (setter === undefined || !needsKey(condition)) continue;
        const values = { actionName: `sts:${setter.action}`, keyName: key.key };
        yield { locations: [at(actions), at(key.value)], values };
      }
    }
  },
};

function isWithout(named: NamedAction, key: string, facts: ServiceFacts): boolean {
  const [action] = named.plain ? actionsTaken(named, facts) : [];
  return action !== undefined && !supportsKey(named.service, action, key, facts);
}

/**
 * Only for resource policies: AWS never reports it for identity policies. `…IfExists` handles a missing key explicitly,
 * so it is no mistake. Values from an identity provider accompany later requests too, so only STS actions are
 * conclusive.
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
