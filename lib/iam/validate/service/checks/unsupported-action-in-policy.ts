import type { ServiceCheck } from "../../check.ts";
import { at } from "../../place.ts";
import { attachedResource } from "../attached-resource.ts";
import { actionsTaken, mentionedActions } from "../named-action.ts";

/** The words of recorded answers: the User Guide has "the resource type". */
export const unsupportedActionInPolicy: ServiceCheck = {
  code: "UNSUPPORTED_ACTION_IN_POLICY",
  type: "ERROR",
  details:
    "The action {{action}} is not supported for the resource-based policy attached to resource type {{resourceType}}.",
  *find(document, facts) {
    const attached = attachedResource(document);
    if (attached === undefined) return;
    for (const named of document.statements.flatMap(mentionedActions)) {
      // What does not exist has other codes.
      const taken = actionsTaken(named, facts);
      if (taken.length === 0) continue;
      const about = taken.some(({ resourceTypes }) => resourceTypes.some(({ name }) => attached.types.includes(name)));
      if (named.service === attached.service && about) continue;
      yield { locations: [at(named.place)], values: { action: named.text, resourceType: attached.label } };
    }
  },
};
