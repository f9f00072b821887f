import path from "node:path";
import { holds } from "#lib/cli/check/input/holds.ts";
import type { TextResult } from "#lib/cli/check/judge/check-text.ts";
import type { Place, ShownDraft } from "#lib/cli/check/report/placed-result.ts";
import { placeInSources } from "./place-in-sources.ts";
import type { TerraformFiles } from "./terraform-files.ts";

/** Where a plan's sources may be, the folder that bounds the search, and how source files are named. */
export type Sources = {
  roots: readonly string[];
  base: string;
  files: TerraformFiles;
  placeOf: (file: string) => Place;
};

/** The findings in a plan, placed in its sources if they are next to it. */
export function inSources(result: TextResult, plan: string, sources: Sources): TextResult {
  if (result.format !== "terraform-plan") return result;
  const beside = path.dirname(plan);
  const roots = sources.files.ofFolder(beside).length > 0 ? [beside] : [...new Set(sources.roots)];
  return { ...result, drafts: result.drafts.map((draft) => placed(draft, roots, sources)) };
}

function placed(draft: ShownDraft, roots: readonly string[], { base, files, placeOf }: Sources): ShownDraft {
  for (const root of roots) {
    const place = placeInSources(draft, root, holds(base, root) ? base : root, files);
    if (!place) continue;
    // The lines are from the plan.
    const excerpt = draft.excerpt && { ...draft.excerpt, first: null };
    return { ...draft, excerpt, elsewhere: { ...placeOf(place.file), span: place.span } };
  }
  return draft;
}
