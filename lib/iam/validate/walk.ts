import type { Family } from "../operators.ts";
import { OPERATORS } from "../operators.ts";
import type { Place } from "./place.ts";
import type { PolicyDocument } from "./policy-document.ts";
import type { ConditionView, StatementView } from "./statement-view.ts";

export type InStatement = { statement: StatementView; condition: ConditionView };

export function* conditionsIn({ statements }: PolicyDocument): Generator<InStatement> {
  for (const statement of statements) for (const condition of statement.conditions) yield { statement, condition };
}

/** A condition value as IAM compares it; undefined for null, arrays and objects. */
export function valueText({ node }: Place): string | undefined {
  if (node.kind === "string") return node.value;
  return node.kind === "number" || node.kind === "boolean" ? String(node.value) : undefined;
}

/** The values compared by operators of some families, without those that hold a policy variable. */
export function* valuesOf(
  document: PolicyDocument,
  families: readonly Family[],
): Generator<{ condition: ConditionView; value: Place; text: string }> {
  for (const { condition } of conditionsIn(document)) {
    if (condition.read === undefined || !families.includes(OPERATORS[condition.read.operator].family)) continue;
    for (const value of condition.values) {
      const text = valueText(value);
      if (text !== undefined && !text.includes("${")) yield { condition, value, text };
    }
  }
}

/** Whether one of the keys is tested, in small letters, in the statement. */
export function tests(statement: StatementView, ...names: string[]): boolean {
  return names.some((name) => statement.conditionsOf.has(name));
}
