import { type Node, parseJson } from "#lib/iam/index.ts";
import { MAX_NODES } from "./limits.ts";
import { withSpan } from "./node.ts";
import type { Parsed } from "./yaml-source.ts";

/** JSON text within the limits as a tree with positions. */
export function parseJsonSource(text: string, maxNodes = MAX_NODES): Parsed {
  return parseJson(text, maxNodes);
}

/**
 * The policy document in a value: an object is the document, a string contains it as JSON. Positions inside a string
 * are those of the whole string.
 */
export function policyDocument(value: Node): { ok: true; node: Node } | { ok: false; message: string } {
  if (value.kind === "object") return { ok: true, node: value };
  if (value.kind !== "string") return { ok: false, message: "The policy document must be an object." };
  const parsed = parseJsonSource(value.value);
  if (!parsed.ok) {
    const [problem] = parsed.problems;
    const place = problem?.span ? ` (line ${problem.span.start.line}, column ${problem.span.start.column})` : "";
    return {
      ok: false,
      message: `The policy document is not JSON: ${problem?.message ?? "it cannot be read."}${place}`,
    };
  }
  if (parsed.node.kind !== "object") return { ok: false, message: "The policy document must be an object." };
  return { ok: true, node: withSpan(parsed.node, value.span) };
}
