import type { Node } from "#lib/iam/index.ts";
import { markUnquoted, readings } from "#lib/templates/yaml-readings.ts";

type Text = Extract<Node, { kind: "string" }>;

/** Elements that have no effect on any judgement. */
const NAMES = new Set(["Sid", "Id"]);
const NUMERIC = /(?:^|:)Numeric/i;

/** Says why a text is unknown if CloudFormation may read it differently from what is written. */
export function whyAmbiguous(text: Text): string | undefined {
  const [written, ...others] = readings(text);
  const [other] = others;
  if (other === undefined) return undefined;
  return `CloudFormation may read unquoted "${written}" as "${other}". Quote it, or write the intended value.`;
}

/**
 * The texts of a policy document that may be read differently. Two ways to write one number are equal to a numeric
 * operator.
 */
export function ambiguousTexts(node: Node, isNumeric = false): Text[] {
  switch (node.kind) {
    case "object":
      return node.entries.flatMap(({ key, value }) =>
        NAMES.has(key) ? [] : ambiguousTexts(value, isNumeric || NUMERIC.test(key)),
      );
    case "array":
      return node.items.flatMap((item) => ambiguousTexts(item, isNumeric));
    case "string":
      return whyAmbiguous(node) === undefined || (isNumeric && isOneNumber(node)) ? [] : [node];
    default:
      return [];
  }
}

/** Whether every reading of a text is the same number. */
export function isOneNumber(text: Text): boolean {
  const numbers = readings(text).map((each) => Number(each.replaceAll("_", "")));
  return numbers.every((each) => each === numbers[0]);
}

const DECIMAL = /^[-+.\de]+$/i;

/** A policy document with numbers that only YAML can read rewritten for numeric operators, such as `600_000`. */
export function withDecimals(node: Node, isNumeric = false): Node {
  switch (node.kind) {
    case "object": {
      const entries = node.entries.map((entry) => {
        return { ...entry, value: withDecimals(entry.value, isNumeric || NUMERIC.test(entry.key)) };
      });
      return { ...node, entries };
    }
    case "array":
      return { ...node, items: node.items.map((item) => withDecimals(item, isNumeric)) };
    case "string": {
      const [written, decimal] = readings(node);
      const isReplaced = isNumeric && decimal !== undefined && !DECIMAL.test(written) && isOneNumber(node);
      return isReplaced ? { ...node, value: decimal } : node;
    }
    default:
      return node;
  }
}

/**
 * A number or a boolean as the text CloudFormation passes on. A number that does not print as written may be received
 * either way.
 */
export function handedOn(node: Extract<Node, { kind: "number" | "boolean" }>): Text {
  const written = node.kind === "number" ? node.written : undefined;
  const text = { kind: "string", value: written ?? String(node.value), span: node.span } as const;
  return written === undefined ? text : markUnquoted(text);
}
