import { takesAction } from "../broad-grant.ts";
import type { Check } from "../check.ts";
import { atKey } from "../place.ts";
import type { ConditionView } from "../statement-view.ts";
import { conditionsIn, valueText } from "../walk.ts";

const READS = ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"];

export const dynamodbAttributesWithoutSelect: Check = {
  code: "DYNAMODB_ATTRIBUTES_WITHOUT_SELECT",
  type: "SECURITY_WARNING",
  details:
    "Restricting dynamodb:Attributes without also setting dynamodb:Select to SPECIFIC_ATTRIBUTES allows all attributes to be returned on read requests that omit a projection expression. We recommend that you also set dynamodb:Select to SPECIFIC_ATTRIBUTES.",
  *find(document) {
    for (const { statement, condition } of conditionsIn(document)) {
      if (condition.name !== "dynamodb:attributes" || statement.effect !== "Allow") continue;
      if (
        statement.conditionsOf.get("dynamodb:select")?.some(selects) ||
        !statement.actions.some(({ node }) => reads(node.value))
      )
        continue;
      yield { locations: [atKey(condition.key)] };
    }
  },
};

function selects({ read, values }: ConditionView): boolean {
  return read?.operator === "StringEquals" && values.every((value) => valueText(value) === "SPECIFIC_ATTRIBUTES");
}

function reads(pattern: string): boolean {
  return READS.some((action) => takesAction(pattern, action));
}
