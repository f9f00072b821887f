import type { Node } from "#lib/iam/index.ts";
import { items, stringValue } from "#lib/templates/node.ts";
import { isInclude } from "./includes.ts";

/**
 * Transforms whose effect is read here: SAM's resources, and the functions of the language extensions where they occur.
 */
const READ_TRANSFORMS = new Set(["AWS::Serverless-2016-10-31", "AWS::LanguageExtensions"]);

/** The transforms of a template or of a part of it, one or a list, whose result is unknown. */
export function unreadTransforms(transform: Node | undefined): Node[] {
  const all = transform?.kind === "array" ? items(transform) : transform ? [transform] : [];
  return all.filter((each) => !READ_TRANSFORMS.has(stringValue(each) ?? ""));
}

/** Whether one of the transforms rewrites its surroundings; `AWS::Include` only adds to them. */
export function isRewriting(transform: Node | undefined): boolean {
  return unreadTransforms(transform).some((each) => !isInclude(each));
}
