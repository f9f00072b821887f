import type { ServiceCheck } from "../../check.ts";
import { at } from "../../place.ts";
import { apiAction } from "../api-actions.ts";
import { attachedResource } from "../attached-resource.ts";
import { actionsTaken, mentionedActions, namedAction } from "../named-action.ts";
import { guesser } from "../near.ts";
import { isUnpublished } from "../unpublished-actions.ts";

const NO_SUCH_ACTION = "The action {{action}} does not exist.";
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
      if (known.length === 0 || actionsTaken(action, facts).length > 0 || isUnpublished(action)) continue;
      const locations = [at(action.place)];
      const call = plain ? apiAction(service, name) : undefined;
      const names = plain ? known.map((one) => one.name) : [];
      const valid = call?.action ?? guess(name, names);
      const values = { action: text, valid_action: `${service}:${valid}`, api: call?.api ?? "" };
      if (call !== undefined) yield { locations, values, details: OF_AN_API };
      else if (valid !== undefined) yield { locations, values };
      else yield { locations, values: { action: text }, details: NO_SUCH_ACTION };
    }
  },
};

const NO_SUCH_SERVICE = "The service {{service}} specified in the action does not exist.";

export const invalidServiceInAction: ServiceCheck = {
  code: "INVALID_SERVICE_IN_ACTION",
  type: "ERROR",
  details: "The service {{service}} specified in the action does not exist. Did you mean {{service2}}?",
  *find({ statements }, facts) {
    const guess = guesser();
    for (const { place, service, text } of statements.flatMap(mentionedActions)) {
      if (facts.isService(service)) continue;
      const near = guess(service, facts.services());
      // AWS names the whole action here.
      const values = { service: text, service2: near ?? "" };
      yield near === undefined
        ? { locations: [at(place)], values, details: NO_SUCH_SERVICE }
        : { locations: [at(place)], values };
    }
  },
};

/** The wording of recorded answers; the User Guide has "the resource type". */
export const unsupportedActionInPolicy: ServiceCheck = {
  code: "UNSUPPORTED_ACTION_IN_POLICY",
  type: "ERROR",
  details:
    "The action {{action}} is not supported for the resource-based policy attached to resource type {{resourceType}}.",
  *find(document, facts) {
    const attached = attachedResource(document);
    if (attached === undefined) return;
    for (const named of document.statements.flatMap(mentionedActions)) {
      // Other codes report actions that do not exist.
      const taken = actionsTaken(named, facts);
      if (taken.length === 0) continue;
      const about = taken.some(({ resourceTypes }) => resourceTypes.some(({ name }) => attached.types.includes(name)));
      if (named.service === attached.service && about) continue;
      yield { locations: [at(named.place)], values: { action: named.text, resourceType: attached.label } };
    }
  },
};

export const rcpSyntaxErrorAction: ServiceCheck = {
  code: "RCP_SYNTAX_ERROR_ACTION",
  type: "ERROR",
  details: "RCPs only support specifying select service prefixes in the Action element. Learn more here.",
  *find({ type, statements }, facts) {
    if (type !== "resource_control") return;
    for (const { actions, effect } of statements) {
      for (const place of actions) {
        // Only the allow-all policy that AWS attaches everywhere may omit the service.
        const isAll = place.node.value === "*" && effect === "Allow";
        const service = namedAction(place)?.service;
        const supported = service !== undefined && facts.hasResourceControlPolicies(service);
        if (!isAll && !supported) yield { locations: [at(place)] };
      }
    }
  },
};
