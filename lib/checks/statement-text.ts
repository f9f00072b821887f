import type { Node } from "#lib/iam/index.ts";
import { canonicalJson, child, stringValue } from "#lib/templates/node.ts";
import type { TemplatePolicy } from "#lib/templates/read.ts";

/** The statement as text that is the same however it is laid out. */
export function statementText(document: Node, index: number): string {
  return canonicalJson(statementAt(document, index) ?? document);
}

export function statementId(document: Node, index: number): string | undefined {
  return stringValue(child(statementAt(document, index), "Sid"));
}

/**
 * The statement with everything that its policy denies: whoever accepts what a statement grants has seen what held it
 * back, and a Deny that goes makes another finding.
 */
export function grantText(found: TemplatePolicy, index: number): string {
  const statement = statementText(found.node, index);
  const denies = deniesOf(found);
  return denies.length > 0 ? `${statement}\n${denies.join("\n")}` : statement;
}

/** How canonical JSON says it. */
export const DENIES = '"Effect":"Deny"';

function deniesOf({ node, text }: TemplatePolicy): string[] {
  if (!text.includes(DENIES)) return [];
  const statements = child(node, "Statement");
  const all = statements?.kind === "array" ? statements.items : statements ? [statements] : [];
  return all
    .map(canonicalJson)
    .filter((statement) => statement.includes(DENIES))
    .sort();
}

function statementAt(document: Node, index: number): Node | undefined {
  const statements = child(document, "Statement");
  return statements?.kind === "array" ? statements.items[index] : statements;
}
