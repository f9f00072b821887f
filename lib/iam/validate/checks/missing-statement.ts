import type { Check } from "../check.ts";
import { at } from "../place.ts";

export const missingStatement: Check = {
  code: "MISSING_STATEMENT",
  type: "ERROR",
  details: "Add a statement to the policy",
  *find({ root, members }) {
    if (root?.node.kind !== "object") return;
    const statement = members.get("Statement")?.value;
    if (statement === undefined) yield { locations: [at(root)] };
    else if (statement.node.kind === "array" && statement.node.items.length === 0) yield { locations: [at(statement)] };
  },
};
