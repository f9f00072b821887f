import type { Node } from "#lib/iam/index.ts";
import { readings } from "../yaml-readings.ts";

type Text = Extract<Node, { kind: "string" }>;

/** Nothing is judged by these. */
const NAMES = new Set(["Sid", "Id"]);
const NUMERIC = /(?:^|:)Numeric/i;

/** Says why a text is not known, where CloudFormation may take it for another than is written. */
export function whyUnsure(text: Text): string | undefined {
  const [written, ...others] = readings(text);
  const [other] = others;
  if (other === undefined) return undefined;
  return `Without quotes "${written}" may be "${other}" to CloudFormation. Quote it, or write what is meant.`;
}

/** The texts of a policy document that may be others: two ways to write one number are the same to an operator of numbers. */
export function unsureTexts(node: Node, isNumeric = false): Text[] {
  switch (node.kind) {
    case "object":
      return node.entries.flatMap(({ key, value }) =>
        NAMES.has(key) ? [] : unsureTexts(value, isNumeric || NUMERIC.test(key)),
      );
    case "array":
      return node.items.flatMap((item) => unsureTexts(item, isNumeric));
    case "string":
      return whyUnsure(node) === undefined || (isNumeric && isOneNumber(node)) ? [] : [node];
    default:
      return [];
  }
}

function isOneNumber(text: Text): boolean {
  const numbers = readings(text).map(Number);
  return numbers.every((each) => each === numbers[0]);
}
