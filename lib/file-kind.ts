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

/** Markdown begins with a heading, or its name says it. */
const HEADING = /^\s*#{1,6} \S.*\n(\s*\n|[^\s#-][^:\n]*\n)/;

/** What a file plainly is, where it is nothing that is read here: "a PDF"; null where that can not be said. */
export function fileKind(name: string, text: string): string | null {
  const start = text.slice(0, 1_000);
  const known = STARTS.find(([beginning]) => start.trimStart().startsWith(beginning));
  if (known) return known[1];
  if (PAGE.test(start)) return "an HTML page";
  return /\.(md|markdown)$/i.test(name) || HEADING.test(start) ? "a Markdown file" : null;
}
