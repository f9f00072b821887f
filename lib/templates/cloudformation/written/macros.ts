import type { Node } from "#lib/iam/index.ts";
import { items, stringValue } from "#lib/templates/node.ts";
import { isInclude } from "./includes.ts";

/** What these do is read: SAM's resources, and the functions of the language extensions where they stand. */
const READ_TRANSFORMS = new Set(["AWS::Serverless-2016-10-31", "AWS::LanguageExtensions"]);

/** The transforms of a template or of a part of it, one or a list, of which it is not known what they make. */
export function unreadTransforms(transform: Node | undefined): Node[] {
  const all = transform?.kind === "array" ? items(transform) : transform ? [transform] : [];
  return all.filter((each) => !READ_TRANSFORMS.has(stringValue(each) ?? ""));
}

/** Whether one of them makes something else of what stands beside it; `AWS::Include` only adds to that. */
export function isRewriting(transform: Node | undefined): boolean {
  return unreadTransforms(transform).some((each) => !isInclude(each));
}
