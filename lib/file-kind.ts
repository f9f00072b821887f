/** What files that are no evidence of ours begin with. */
const STARTS: readonly [start: string, what: string][] = [
  ["%PDF-", "a PDF"],
  ["PK\u0003\u0004", "a ZIP archive, as Office files are"],
  ["\u001f\u008b", "a gzip archive"],
  ["\u001f\ufffd", "a gzip archive"],
  ["\u0089PNG", "a PNG image"],
  ["\ufffdPNG", "a PNG image"],
  ["<?xml", "an XML file"],
];
const PAGE = /^\s*(<!doctype html|<html[\s>])/i;

/** Evidence of a review, by the keys at its top that tell it. */
const EVIDENCE: readonly [keys: readonly string[], what: string][] = [
  [["AWSTemplateFormatVersion", "Resources"], "a CloudFormation template"],
  [["Statement"], "a policy"],
  [["planned_values", "resource_changes"], "a Terraform plan"],
];

/** What a document with these keys at its top is as evidence of a review; null where they do not tell. */
export function evidenceKind(topKeys: readonly string[]): string | null {
  return EVIDENCE.find(([keys]) => keys.some((key) => topKeys.includes(key)))?.[1] ?? null;
}

/** The keys that stand at the left edge of a text, which in YAML are those at its top, whether the rest can be read or not. */
export function edgeKeys(text: string): string[] {
  return [...text.matchAll(/^([A-Za-z_]\w*) *:(?=\s|$)/gm)].map(([, key = ""]) => key);
}

/** Markdown begins with a heading, or its name says it. A comment of YAML or Terraform looks like one. */
const HEADING = /^\s*#{1,6} \S.*\n(\s*\n|[^\s#-][^:\n]*\n)/;
const OWN_COMMENTS = /\.(ya?ml|json|template|otm)$/i;

/** What a file plainly is, where it is nothing that is read here: "a PDF"; null where that cannot be said. */
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
