import { type Family, OPERATORS } from "../language/index.ts";
import { type Member, membersOf, type Place, type TextPlace } from "./place.ts";
import type { PolicyDocument } from "./policy-document.ts";
import type { ConditionView, PrincipalView, StatementView } from "./statement-view.ts";

/** The elements with these names in the statements. */
export function* elementsIn(statements: StatementView[], ...names: string[]): Generator<Member> {
  for (const { members } of statements) {
    for (const name of names) {
      const member = members.get(name);
      if (member !== undefined) yield member;
    }
  }
}

export function* principalsIn(statements: StatementView[]): Generator<PrincipalView> {
  for (const { principals } of statements) yield* principals;
}

/** The texts of Resource and NotResource. */
export function* resourcesIn({ statements }: PolicyDocument): Generator<TextPlace> {
  for (const { resources, notResources } of statements) {
    yield* resources;
    yield* notResources;
  }
}

/** The operators of Condition elements, known or not. */
export function* operatorsIn({ statements }: PolicyDocument): Generator<Member> {
  for (const { value } of elementsIn(statements, "Condition")) yield* membersOf(value);
}

export type InStatement = { statement: StatementView; condition: ConditionView };

export function* conditionsIn({ statements }: PolicyDocument): Generator<InStatement> {
  for (const statement of statements) for (const condition of statement.conditions) yield { statement, condition };
}

/** A condition value as IAM compares it; undefined for null, arrays and objects. */
export function valueText({ node }: Place): string | undefined {
  if (node.kind === "string") return node.value;
  return node.kind === "number" || node.kind === "boolean" ? String(node.value) : undefined;
}

/** The values compared by operators of some families, except those with a policy variable. */
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

/** Whether the statement tests one of the keys, given in lower case. */
export function tests(statement: StatementView, ...names: string[]): boolean {
  return names.some((name) => statement.conditionsOf.has(name));
}

/** Whether a condition fails in every request without its key. */
export function needsKey({ read }: ConditionView): boolean {
  if (read === undefined || read.operator === "Null" || read.ifExists || read.quantifier === "ForAllValues")
    return false;
  return !OPERATORS[read.operator].negated || read.quantifier === "ForAnyValue";
}
