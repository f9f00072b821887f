import type { ServiceCheck } from "../../check.ts";
import { at } from "../../place.ts";
import { mentionedActions } from "../named-action.ts";
import { guesser } from "../near.ts";

const NO_GUESS = "The service {{service}} specified in the action does not exist.";

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
        ? { locations: [at(place)], values, details: NO_GUESS }
        : { locations: [at(place)], values };
    }
  },
};
