import type { Node } from "../../language/index.ts";
import type { Check } from "../check.ts";
import { groupBy } from "../group-by.ts";
import { at } from "../place.ts";

export const redundantStatement: Check = {
  code: "REDUNDANT_STATEMENT",
  type: "SUGGESTION",
  details:
    "The statements are redundant because they provide identical permissions. Update the policy to remove the redundant statement.",
  *find({ statements }) {
    const alike = groupBy(statements, ({ place }) => meaning(place.node));
    for (const same of alike.values()) if (same.length > 1) yield { locations: same.map(({ place }) => at(place)) };
  },
};

/** The same text for statements that differ only in their Sid, in order, or in a list of one. */
function meaning(statement: Node): string {
  if (statement.kind !== "object") return text(statement);
  return text({ ...statement, entries: statement.entries.filter(({ key }) => key !== "Sid") });
}

function text(node: Node): string {
  switch (node.kind) {
    case "object":
      return `{${node.entries
        .map(({ key, value }) => `${JSON.stringify(key)}:${text(value)}`)
        .sort()
        .join()}}`;
    case "array":
      return node.items.length === 1
        ? node.items.map(text).join()
        : `[${[...new Set(node.items.map(text))].sort().join()}]`;
    case "null":
      return "null";
    default:
      return JSON.stringify(node.value);
  }
}
