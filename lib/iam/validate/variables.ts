import { OPERATORS } from "../language/index.ts";
import { isText, type TextPlace } from "./place.ts";
import type { PolicyDocument } from "./policy-document.ts";
import { conditionsIn } from "./walk.ts";

/** A `${…}` in a text. Without a closing brace, it extends to the end. */
type Variable = { start: number; length: number; inside: string; closed: boolean };

/** The policy variables of a text. `${*}`, `${?}` and `${$}` are plain characters, not variables. */
export function variablesIn(text: string): Variable[] {
  const found: Variable[] = [];
  for (let start = text.indexOf("${"); start >= 0; ) {
    const close = text.indexOf("}", start);
    const end = close < 0 ? text.length : close + 1;
    const inside = text.slice(start + 2, close < 0 ? text.length : close);
    if (!/^[*?$]$/.test(inside) || close < 0) found.push({ start, length: end - start, inside, closed: close >= 0 });
    start = text.indexOf("${", end);
  }
  return found;
}

/** The text without variables and escaped characters: any remaining `*` or `?` is a wildcard. */
export function withoutVariables(text: string): string {
  return withVariablesAs("", text);
}

/**
 * Replaces each variable with `mark`. An unclosed variable is not replaced, and is searched only once, because the text
 * may be long.
 */
export function withVariablesAs(mark: string, text: string): string {
  return text.replace(/\$\{[^}]*(?:\}|$)/g, (found) => (found.endsWith("}") ? mark : found));
}

/** The texts in which IAM expands variables: resources, and values of String and Arn operators. */
export function expandedTexts(document: PolicyDocument): TextPlace[] {
  const values = Array.from(conditionsIn(document)).flatMap(({ condition: { read, values } }) =>
    read !== undefined && OPERATORS[read.operator].variables ? values.filter(isText) : [],
  );
  const resources = document.statements.flatMap((statement) => [...statement.resources, ...statement.notResources]);
  return [...resources, ...values];
}

/** Every variable that IAM would expand, or fail to. None in a language version without variables. */
export function* expandedVariables(document: PolicyDocument): Generator<{ place: TextPlace; variable: Variable }> {
  if (document.version !== "2012-10-17") return;
  for (const place of expandedTexts(document)) {
    for (const variable of variablesIn(place.node.value)) yield { place, variable };
  }
}
