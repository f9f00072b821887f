import { actionPattern, type Node, type Pattern, resourcePattern } from "../../language/index.ts";
import type { Check } from "../check.ts";
import { redundantGroups } from "../containment.ts";
import type { Location } from "../finding.ts";
import { groupBy } from "../group-by.ts";
import { at, type TextPlace } from "../place.ts";
import { conditionsIn } from "../walk.ts";

/** Texts of one element, one of which covers all others; `text` is the first to remove. */
type Redundancy = { locations: Location[]; text: string };

function redundant(places: TextPlace[], patternOf: (text: string) => Pattern): Redundancy[] {
  const groups = redundantGroups(
    places.map(({ node }) => node.value),
    patternOf,
  );
  const placesAt = (indexes: number[]) => indexes.flatMap((index) => places[index] ?? []);
  return groups.map(({ all, inner }) => ({ locations: placesAt(all).map(at), text: longest(placesAt(inner)) }));
}

/** The longest text counts as the most exact, because AWS's answers name it. */
function longest(places: TextPlace[]): string {
  return places.reduce((found, { node }) => (node.value.length > found.length ? node.value : found), "");
}

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

/** The wording of AWS's answers; the User Guide ends after "wildcards (*)". */
export const redundantResource: Check = {
  code: "REDUNDANT_RESOURCE",
  type: "SUGGESTION",
  details:
    "The {{redundantResourceCount}} resource ARN(s) are redundant because they reference the same resource. Review the use of wildcards (*), or remove the resource {{redundantResource}} to remove the redundancy.",
  *find({ statements, version }) {
    for (const { resources, notResources } of statements) {
      const all = resources.length > 0 ? resources : notResources;
      for (const { locations, text } of redundant(all, (one) => resourcePattern(one, version))) {
        yield { locations, values: { redundantResourceCount: String(locations.length), redundantResource: text } };
      }
    }
  },
};

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

/** The same text for statements that differ only in Sid, in order, or in a list of one. */
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

export const redundantConditionValueNum: Check = {
  code: "REDUNDANT_CONDITION_VALUE_NUM",
  type: "SUGGESTION",
  details:
    "Multiple values in {{operator}} are redundant. Replace with the {{greatest/least}} single value for {{key}}.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      const { read, values, operator, key } = condition;
      if (values.length < 2 || !/^Numeric(?:Less|Greater)Than/.test(read?.operator ?? "")) continue;
      const which = read?.operator.startsWith("NumericLess") ? "greatest" : "least";
      yield {
        locations: [at(key.value)],
        values: { operator: operator.key, "greatest/least": which, key: key.key },
      };
    }
  },
};
