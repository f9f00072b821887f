import { type Node, parseJson } from "#lib/iam/index.ts";
import { jsonLimit } from "./limits.ts";
import { lineTable } from "./line-table.ts";
import { withSpan } from "./node.ts";
import type { Parsed } from "./yaml-source.ts";

/** JSON text within the limits as a positioned tree. */
export function parseJsonSource(text: string, maxNodes?: number): Parsed {
  const limit = jsonLimit(text, maxNodes);
  if (!limit) return parseJson(text);
  const span = lineTable(text).span(limit.offset, limit.offset + 1);
  return { ok: false, problems: [{ message: limit.message, path: [], span }] };
}

/**
 * The policy document in a value: an object is the document, a string holds it as JSON. Positions inside a string are
 * those of the whole string.
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
      message: `The policy document is not JSON: ${problem?.message ?? "it can not be read."}${place}`,
    };
  }
  if (parsed.node.kind !== "object") return { ok: false, message: "The policy document must be an object." };
  return { ok: true, node: withSpan(parsed.node, value.span) };
}
