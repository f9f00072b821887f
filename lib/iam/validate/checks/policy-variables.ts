import { OPERATORS } from "../../language/index.ts";
import type { Check } from "../check.ts";
import { isText, textsOf, within } from "../place.ts";
import { expandedTexts, expandedVariables, variablesIn } from "../variables.ts";
import { conditionsIn } from "../walk.ts";

export const emptyVariable: Check = {
  code: "EMPTY_VARIABLE",
  type: "ERROR",
  details: `Empty policy variable. Remove the \${ } variable structure or provide a variable within the structure.`,
  *find(document) {
    for (const { place, variable } of expandedVariables(document)) {
      if (variable.closed && variable.inside.trim() === "")
        yield { locations: [within(document.source, place, variable.start, variable.length)] };
    }
  },
};

export const missingBraceInVariable: Check = {
  code: "MISSING_BRACE_IN_VARIABLE",
  type: "ERROR",
  details: "The policy variable is missing a closing curly brace. Add } after the variable text.",
  *find(document) {
    for (const { place, variable } of expandedVariables(document)) {
      if (!variable.closed) yield { locations: [within(document.source, place, variable.start, variable.length)] };
    }
  },
};

export const missingQuoteInVariable: Check = {
  code: "MISSING_QUOTE_IN_VARIABLE",
  type: "ERROR",
  details: "The policy variable default value must begin and end with a single quote. Add the missing quote.",
  *find(document) {
    for (const { place, variable } of expandedVariables(document)) {
      if (variable.closed && hasBareDefault(variable.inside))
        yield { locations: [within(document.source, place, variable.start, variable.length)] };
    }
  },
};

function hasBareDefault(inside: string): boolean {
  const comma = inside.indexOf(",");
  return comma >= 0 && !/^'.*'$/s.test(inside.slice(comma + 1).trim());
}

export const unsupportedSpaceInVariable: Check = {
  code: "UNSUPPORTED_SPACE_IN_VARIABLE",
  type: "ERROR",
  details: "A space is not supported within the policy variable text. Remove the space.",
  *find(document) {
    for (const { place, variable } of expandedVariables(document)) {
      if (variable.closed && hasSpacedName(variable.inside))
        yield { locations: [within(document.source, place, variable.start, variable.length)] };
    }
  },
};

function hasSpacedName(inside: string): boolean {
  const [name = ""] = inside.split(",");
  return name.trim() !== "" && /\s/.test(name);
}

export const invalidVariableForOperator: Check = {
  code: "INVALID_VARIABLE_FOR_OPERATOR",
  type: "ERROR",
  details: "Policy variables can only be used with String and ARN operators.",
  *find(document) {
    if (document.version !== "2012-10-17") return;
    for (const { condition } of conditionsIn(document)) {
      if (condition.read === undefined || OPERATORS[condition.read.operator].variables) continue;
      for (const place of condition.values.filter(isText)) {
        for (const { start, length } of variablesIn(place.node.value)) {
          yield { locations: [within(document.source, place, start, length)] };
        }
      }
    }
  },
};

export const variableUnsupportedInElement: Check = {
  code: "VARIABLE_UNSUPPORTED_IN_ELEMENT",
  type: "ERROR",
  details:
    "Policy variables are supported in the Resource and Condition elements. Remove the policy variable {{variable}} from this element.",
  *find({ source, statements }) {
    for (const { actions, notActions, principals, members } of statements) {
      const texts = [...actions, ...notActions, ...principals.map(({ place }) => place)];
      for (const place of [...texts, ...textsOf(members.get("Sid")?.value)]) {
        for (const { start, length } of variablesIn(place.node.value)) {
          const variable = place.node.value.slice(start, start + length);
          yield { locations: [within(source, place, start, length)], values: { variable } };
        }
      }
    }
  },
};

export const variableUnsupportedInVersion: Check = {
  code: "VARIABLE_UNSUPPORTED_IN_VERSION",
  type: "ERROR",
  details: "To include variables in your policy, use the policy version 2012-10-17 or later.",
  *find(document) {
    if (document.version === "2012-10-17") return;
    for (const place of expandedTexts(document)) {
      const [variable] = variablesIn(place.node.value).filter(({ closed, inside }) => closed && inside.includes(":"));
      if (variable !== undefined) {
        yield { locations: [within(document.source, place, variable.start, variable.length)] };
      }
    }
  },
};
