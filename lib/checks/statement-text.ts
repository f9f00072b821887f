import type { Node } from "#lib/iam/index.ts";
import { canonicalJson, child, stringValue } from "#lib/templates/node.ts";
import type { TemplatePolicy } from "#lib/templates/read.ts";

/** Caches statement texts, because many results share a statement. */
const TEXTS = new WeakMap<Node, string>();

/** The statement as canonical text, independent of layout. */
export function statementText(document: Node, index: number): string {
  const statement = statementAt(document, index) ?? document;
  const text = TEXTS.get(statement) ?? canonicalJson(statement);
  TEXTS.set(statement, text);
  return text;
}

export function statementId(document: Node, index: number): string | undefined {
  return stringValue(child(statementAt(document, index), "Sid"));
}

/**
 * The statement with every Deny of its policy. Accepting a grant includes seeing its Denies, so a removed Deny makes a
 * different result.
 */
export function grantText(found: TemplatePolicy, index: number): string {
  return withDenies(statementText(found.node, index), found);
}

/** The same text for all principals of the statement. */
export function grantTextForAnyone(found: TemplatePolicy, index: number): string {
  const statement = statementAt(found.node, index) ?? found.node;
  const entries = statement.kind === "object" ? statement.entries.filter(({ key }) => key !== "Principal") : [];
  return withDenies(canonicalJson({ ...statement, kind: "object", entries }), found);
}

function withDenies(statement: string, found: TemplatePolicy): string {
  const denies = deniedText(found);
  return denies === "" ? statement : `${statement}\n${denies}`;
}

/** Every Deny statement of a policy, independent of order. */
export function deniedText(found: TemplatePolicy): string {
  const denies = DENIED.get(found) ?? deniesOf(found).join("\n");
  DENIED.set(found, denies);
  return denies;
}

const DENIED = new WeakMap<TemplatePolicy, string>();

/** The canonical JSON of a Deny. */
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
