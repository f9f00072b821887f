import type { TextPlace } from "#lib/cli/check/git/previous-text.ts";
import type { ReducedPlan } from "#lib/cli/check/plan/reduce-plan.ts";
import type { TemplateOptions } from "#lib/templates/read.ts";
import { besideText } from "./file-beside.ts";

/**
 * A text to check. `reduced`: of a large plan it is what says something. `place` is where it is from: files beside it that it
 * includes are read there. Without it none is.
 */
export type SourceText = { text: string; reduced?: Omit<ReducedPlan, "text">; place?: TextPlace | undefined };

/** A large plan that is not read yet. */
export type UnreadPlan = { file: string; place?: TextPlace | undefined };

/** How a text is read, which is not how another one is. */
export function templateFor({ reduced, place }: SourceText, template: TemplateOptions): TemplateOptions {
  const { leftOut: _, ...others } = besideText(place, template);
  return reduced ? { ...others, leftOut: reduced.leftOut } : others;
}
