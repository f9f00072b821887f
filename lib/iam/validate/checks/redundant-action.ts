import { actionPattern } from "../../pattern.ts";
import type { Check } from "../check.ts";
import { redundantIn } from "../containment.ts";
import { at } from "../place.ts";

export const redundantAction: Check = {
  code: "REDUNDANT_ACTION",
  type: "SUGGESTION",
  details:
    "The {{redundantActionCount}} action(s) are redundant because they provide similar permissions. Update the policy to remove the redundant action such as: {{redundantAction}}.",
  *find({ statements }) {
    for (const { actions, notActions } of statements) {
      const all = actions.length > 0 ? actions : notActions;
      const indexes = redundantIn(
        all.map(({ node }) => node.value),
        actionPattern,
      );
      const redundant = all.filter((_, index) => indexes.has(index));
      const [first] = redundant;
      if (first === undefined) continue;
      yield {
        locations: redundant.map(at),
        values: { redundantActionCount: String(redundant.length), redundantAction: first.node.value },
      };
    }
  },
};
