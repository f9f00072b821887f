import type { Excerpt } from "#lib/cli/check/report/placed-result.ts";
import type { Node, Span } from "#lib/iam/index.ts";
import { child, children, items, stringValue } from "#lib/templates/node.ts";
import { languageOf, type TemplateReading } from "#lib/templates/read.ts";
import { yamlComments } from "#lib/templates/yaml-comments.ts";

/**
 * A suppression in a file: a rule at a line, or in a resource. `at`: the line it covers, or null for the whole
 * resource; `line`: where it is written. Missing parts are empty.
 */
export type Suppression = {
  rule: string;
  reason: string;
  line: number;
  at: number | null;
  resource: string | null;
};

/** A suppression with its displayed line. */
export type ShownSuppression = Suppression & { excerpt: Excerpt | null };

const MARK = /#\s*guardians:ignore\b[ \t:]*(\S*)[ \t]*(.*)$/s;

/**
 * Suppressions in comments, on the line or above it. `text` locates the comments; `shown`, the same text without
 * secrets, provides their content.
 */
export function commentSuppressions(text: string, shown: string): Suppression[] {
  if (!text.includes("guardians:ignore") || languageOf(text) !== "yaml") return [];
  const lines = shown.split("\n");
  const comments = yamlComments(text);
  const alone = new Set(comments.filter((comment) => comment.alone).map(({ line }) => line));
  return comments.flatMap((comment): Suppression[] => {
    const said = MARK.test(comment.text) ? MARK.exec(lines[comment.line - 1] ?? "") : null;
    if (!said) return [];
    const [, rule = "", reason = ""] = said;
    let at = comment.line;
    while (alone.has(at)) at += 1;
    return [{ rule, reason: reason.trim(), line: comment.line, at, resource: null }];
  });
}

/** Suppressions in the metadata of a template's resources: `Guardians: {ignore: [{rule: …, reason: …}]}`. */
export function metadataSuppressions(reading: TemplateReading, original: (span: Span) => Span): Suppression[] {
  if (!reading.ok || reading.format !== "cloudformation") return [];
  return [...children(child(reading.writtenOut ?? reading.root, "Resources"))].flatMap(([resource, node]) => {
    const list = child(child(child(node, "Metadata"), "Guardians"), "ignore");
    return (list?.kind === "object" ? [list] : items(list)).map((entry): Suppression => {
      const { line } = original(entry.span).start;
      return { rule: text(child(entry, "rule")), reason: text(child(entry, "reason")), line, at: null, resource };
    });
  });
}

function text(node: Node | undefined): string {
  return (stringValue(node) ?? "").trim();
}
