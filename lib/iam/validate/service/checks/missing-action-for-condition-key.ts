import type { ServiceFacts } from "../../../language/index.ts";
import type { ServiceCheck } from "../../check.ts";
import { needsKey } from "../../needs-key.ts";
import { at } from "../../place.ts";
import type { StatementView } from "../../statement-view.ts";
import { trustStatements } from "../../trust.ts";
import { actionsTaken, namedActions } from "../named-action.ts";

/** Values that whoever assumes a role passes only with the permission to set them. Source: IAM User Guide, "Session tags". */
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

/** Role trust policies alone: an identity may get the other action from another policy. */
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
