import { actionPattern } from "../../language/index.ts";
import type { Check } from "../check.ts";
import { redundant } from "../redundant.ts";

export const redundantAction: Check = {
  code: "REDUNDANT_ACTION",
  type: "SUGGESTION",
  details:
    "The {{redundantActionCount}} action(s) are redundant because they provide similar permissions. Update the policy to remove the redundant action such as: {{redundantAction}}.",
  *find({ statements }) {
    for (const { actions, notActions } of statements) {
      for (const { locations, text } of redundant(actions.length > 0 ? actions : notActions, actionPattern)) {
        yield { locations, values: { redundantActionCount: String(locations.length), redundantAction: text } };
      }
    }
  },
};
