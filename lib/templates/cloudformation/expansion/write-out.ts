import type { Node } from "#lib/iam/index.ts";
import { templateOf } from "#lib/templates/cloudformation/values/template.ts";
import type { ReadNested } from "#lib/templates/nested/nested.ts";
import { child, items, stringValue } from "#lib/templates/node.ts";
import type { TemplateOptions } from "#lib/templates/reading.ts";
import { hasIncludes, type Refused, withIncludes } from "./includes.ts";
import { hasLoops, type WrittenOut, writeOutLoops } from "./loops.ts";

/** A template with its includes and loops expanded, which CloudFormation does before anything else. */
export function writeOut(
  source: Node,
  options: TemplateOptions,
  nested: ReadNested,
): WrittenOut & { refused: Refused } {
  const { fileBeside } = options;
  const { root, refused } =
    fileBeside && hasIncludes(source) ? withIncludes(source, fileBeside) : { root: source, refused: new Map() };
  if (!transformsOf(root).includes("AWS::LanguageExtensions") || !hasLoops(root)) {
    return { root, refused, gaps: [], assumed: new Map() };
  }
  return { ...writeOutLoops(root, templateOf(root, options, refused, nested)), refused };
}

/** The names of the macros that rewrite a template. */
function transformsOf(root: Node): (string | undefined)[] {
  const transform = child(root, "Transform");
  return (transform?.kind === "array" ? items(transform) : [transform]).map(stringValue);
}
