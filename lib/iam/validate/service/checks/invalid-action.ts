import type { ServiceCheck } from "../../check.ts";
import { at } from "../../place.ts";
import { apiAction } from "../api-actions.ts";
import { actionsTaken, mentionedActions } from "../named-action.ts";
import { guesser } from "../near.ts";

const NO_GUESS = "The action {{action}} does not exist.";
const OF_AN_API =
  "The action {{action}} does not exist. Did you mean {{valid_action}}? The API called {{api}} authorizes against the IAM action {{valid_action}}.";

export const invalidAction: ServiceCheck = {
  code: "INVALID_ACTION",
  type: "ERROR",
  details: "The action {{action}} does not exist. Did you mean {{valid_action}}?",
  *find({ statements }, facts) {
    const guess = guesser();
    for (const action of statements.flatMap(mentionedActions)) {
      const { service, name, text, plain } = action;
      const known = facts.isService(service) ? facts.actions(service) : [];
      if (known.length === 0 || actionsTaken(action, facts).length > 0) continue;
      const locations = [at(action.place)];
      const call = plain ? apiAction(service, name) : undefined;
      const names = plain ? known.map((one) => one.name) : [];
      const valid = call?.action ?? guess(name, names);
      const values = { action: text, valid_action: `${service}:${valid}`, api: call?.api ?? "" };
      if (call !== undefined) yield { locations, values, details: OF_AN_API };
      else if (valid !== undefined) yield { locations, values };
      else yield { locations, values: { action: text }, details: NO_GUESS };
    }
  },
};
