import { OPERATORS } from "../../../language/index.ts";
import { isFixed } from "../../arn.ts";
import type { ServiceCheck } from "../../check.ts";
import { at, isText } from "../../place.ts";
import { conditionsIn } from "../../walk.ts";
import { isNoRegion } from "../regions.ts";

/** Global services answer from no Region; some policies name them so. */
const NO_PLACE = new Set(["global", "aws-global"]);

export const invalidRegion: ServiceCheck = {
  code: "INVALID_REGION",
  type: "ERROR",
  details: "The Region {{region}} is not valid. Update the condition value to a supported Region.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      if (condition.name !== "aws:requestedregion" || condition.read === undefined) continue;
      if (OPERATORS[condition.read.operator].family !== "string") continue;
      for (const value of condition.values.filter(isText)) {
        const region = value.node.value;
        if (isFixed(region) && !NO_PLACE.has(region) && isNoRegion(region))
          yield { locations: [at(value)], values: { region } };
      }
    }
  },
};
