import type { Check } from "../check.ts";
import { at, itemsOf, type Member, membersOf, type Place } from "../place.ts";
import type { PolicyDocument } from "../policy-document.ts";
import type { StatementView } from "../statement-view.ts";

/** The kind of JSON value a place accepts. */
type Shape = "object" | "text" | "texts" | "statements" | "scalar";

type Expected = { place: Place; shape: Shape };

function fits({ node }: Place, shape: Shape): boolean {
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

/**
 * Every place of a policy with a kind of value fixed by the grammar. Source: IAM User Guide, "Grammar of the IAM JSON
 * policy language".
 */
function* expectedShapes({ root, members, statements }: PolicyDocument): Generator<Expected> {
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

export const jsonSyntaxError: Check = {
  code: "JSON_SYNTAX_ERROR",
  type: "ERROR",
  details: "Fix the JSON syntax error at index {{index}} line {{line}} column {{column}}.",
  *find({ problems, source }) {
    for (const { span } of problems) {
      const start = span?.start ?? { line: 1, column: 0, offset: 0 };
      const end = span?.end ?? { ...start, column: source.length, offset: source.length };
      yield {
        locations: [{ path: [], span: { start, end } }],
        values: { index: String(start.offset), line: String(start.line), column: String(start.column) },
      };
    }
  },
};

const NAMES: Record<Shape, string> = {
  object: "Object",
  text: "String",
  texts: "String or String Array",
  statements: "Object or Object Array",
  scalar: "String, Number, or Boolean",
};

export const dataTypeMismatch: Check = {
  code: "DATA_TYPE_MISMATCH",
  type: "ERROR",
  details: "The text does not match the expected JSON data type {{data_type}}.",
  *find(document) {
    for (const { place, shape } of expectedShapes(document)) {
      if (!fits(place, shape)) yield { locations: [at(place)], values: { data_type: NAMES[shape] } };
    }
  },
};
