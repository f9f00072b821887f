import type { TextPlace } from "#lib/cli/check/git/previous-text.ts";
import type { ReducedPlan } from "#lib/cli/check/plan/reduce-plan.ts";
import type { TemplateOptions } from "#lib/templates/read.ts";
import { besideText } from "./file-beside.ts";

/**
 * A text to check. `reduced`: the relevant parts of a large plan. `place`: where included neighbouring files are read;
 * without it, none are.
 */
export type SourceText = { text: string; reduced?: Omit<ReducedPlan, "text">; place?: TextPlace | undefined };

/** A large plan that has not been read yet. */
export type UnreadPlan = { file: string; place?: TextPlace | undefined };

/** The reading options that are specific to one text. */
export function templateFor({ reduced, place }: SourceText, template: TemplateOptions): TemplateOptions {
  const { leftOut: _, ...others } = besideText(place, template);
  return reduced ? { ...others, leftOut: reduced.leftOut } : others;
}
