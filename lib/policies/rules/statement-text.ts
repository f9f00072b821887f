import type { Node } from "#lib/iam/index.ts";
import { canonicalJson, child, stringValue } from "#lib/templates/node.ts";

/** The statement as text that is the same however it is laid out. */
export function statementText(document: Node, index: number): string {
  return canonicalJson(statementAt(document, index) ?? document);
}

export function statementId(document: Node, index: number): string | undefined {
  return stringValue(child(statementAt(document, index), "Sid"));
}

function statementAt(document: Node, index: number): Node | undefined {
  const statements = child(document, "Statement");
  return statements?.kind === "array" ? statements.items[index] : statements;
}
