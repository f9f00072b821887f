/** Starts of files that are not evidence we accept. */
const STARTS: readonly [start: string, what: string][] = [
  ["%PDF-", "a PDF"],
  ["PK\u0003\u0004", "a ZIP archive or Office file"],
  ["\u001f\u008b", "a gzip archive"],
  ["\u001f\ufffd", "a gzip archive"],
  ["\u0089PNG", "a PNG image"],
  ["\ufffdPNG", "a PNG image"],
  ["<?xml", "an XML file"],
];
const PAGE = /^\s*(<!doctype html|<html[\s>])/i;

/** Kinds of review evidence, recognised by their top-level keys. */
const EVIDENCE: readonly [keys: readonly string[], what: string][] = [
  [["AWSTemplateFormatVersion", "Resources"], "a CloudFormation template"],
  [["Statement"], "a policy"],
  [["planned_values", "resource_changes"], "a Terraform plan"],
];

/** The kind of review evidence with these top-level keys; null if they do not show it. */
export function evidenceKind(topKeys: readonly string[]): string | null {
  return EVIDENCE.find(([keys]) => keys.some((key) => topKeys.includes(key)))?.[1] ?? null;
}

/** Keys at the left edge of a text, which are top-level in YAML, even if the rest is unreadable. */
export function edgeKeys(text: string): string[] {
  return [...text.matchAll(/^([A-Za-z_]\w*) *:(?=\s|$)/gm)].map(([, key = ""]) => key);
}

/** Markdown begins with a heading, or its name shows it. A YAML or Terraform comment looks like a heading. */
const HEADING = /^\s*#{1,6} \S.*\n(\s*\n|[^\s#-][^:\n]*\n)/;
const OWN_COMMENTS = /\.(ya?ml|json|template|otm)$/i;

/** The obvious kind of an unsupported file, such as "a PDF"; null if unclear. */
export function fileKind(name: string, text: string): string | null {
  const start = text.slice(0, 1_000);
  const known = STARTS.find(([beginning]) => start.trimStart().startsWith(beginning));
  if (known) return known[1];
  if (PAGE.test(start)) return "an HTML page";
  if (/\.tf$/i.test(name)) return "a Terraform configuration";
  return /\.(md|markdown)$/i.test(name) || isHeaded(name, text) ? "a Markdown file" : null;
}

function isHeaded(name: string, text: string): boolean {
  return !OWN_COMMENTS.test(name) && HEADING.test(text.slice(0, 1_000)) && evidenceKind(edgeKeys(text)) === null;
}
