import { itemsOf, type Member, membersOf, type Place } from "./place.ts";
import type { PolicyDocument } from "./policy-document.ts";
import type { StatementView } from "./statement-view.ts";

/** What kind of JSON value a place takes. */
export type Shape = "object" | "text" | "texts" | "statements" | "scalar";

export type Expected = { place: Place; shape: Shape };

export function fits({ node }: Place, shape: Shape): boolean {
  switch (shape) {
    case "object":
      return node.kind === "object";
    case "statements":
      return node.kind === "object" || node.kind === "array";
    case "texts":
      return node.kind === "string" || node.kind === "array";
    case "text":
      return node.kind === "string";
    case "scalar":
      return node.kind === "string" || node.kind === "number" || node.kind === "boolean";
  }
}

function* texts(member: Member | undefined): Generator<Expected> {
  if (member === undefined) return;
  const { value } = member;
  yield { place: value, shape: "texts" };
  if (value.node.kind !== "array" || value.node.items.every(({ kind }) => kind === "string")) return;
  for (const place of itemsOf(value)) yield { place, shape: "text" };
}

function* ofCondition({ members, conditions }: StatementView): Generator<Expected> {
  const condition = members.get("Condition")?.value;
  if (condition === undefined) return;
  yield { place: condition, shape: "object" };
  for (const operator of membersOf(condition)) yield { place: operator.value, shape: "object" };
  for (const { values } of conditions) for (const place of values) yield { place, shape: "scalar" };
}

function* ofStatement(statement: StatementView): Generator<Expected> {
  const { members } = statement;
  for (const name of ["Sid", "Effect"]) {
    const member = members.get(name);
    if (member !== undefined) yield { place: member.value, shape: "text" };
  }
  for (const name of ["Action", "NotAction", "Resource", "NotResource"]) yield* texts(members.get(name));
  for (const name of ["Principal", "NotPrincipal"]) {
    const member = members.get(name);
    for (const kind of member === undefined ? [] : membersOf(member.value)) yield* texts(kind);
  }
  yield* ofCondition(statement);
}

/** Every place of a policy whose kind of value the grammar fixes. Source: IAM User Guide, "Grammar of the IAM JSON policy language". */
export function* expectedShapes({ root, members, statements }: PolicyDocument): Generator<Expected> {
  if (root === undefined) return;
  yield { place: root, shape: "object" };
  for (const name of ["Version", "Id"]) {
    const member = members.get(name);
    if (member !== undefined) yield { place: member.value, shape: "text" };
  }
  const list = members.get("Statement")?.value;
  if (list !== undefined) {
    yield { place: list, shape: "statements" };
    if (list.node.kind === "array") for (const place of itemsOf(list)) yield { place, shape: "object" };
  }
  for (const statement of statements) yield* ofStatement(statement);
}
