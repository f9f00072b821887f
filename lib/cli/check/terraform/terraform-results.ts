import type { Previous } from "#lib/cli/check/git/commit-before.ts";
import type { Before } from "#lib/cli/check/git/fixed-results.ts";
import { terraformFile } from "#lib/cli/check/judge/result-of-text.ts";
import type { Place } from "#lib/cli/check/report/placed-result.ts";
import type { FileResult } from "#lib/cli/check/report/report.ts";
import type { Sources } from "./in-sources.ts";
import { textBlocks } from "./terraform-files.ts";
import { type Configuration, unplannedDraft } from "./unplanned.ts";

/** The results of a run plus the finding about Terraform sources, because only a plan shows their policies. */
export async function withTerraform(
  files: readonly FileResult[],
  terraform: readonly string[],
  previous: Previous | null,
  { files: sources, placeOf }: Sources,
): Promise<FileResult[]> {
  const planned = new Set(files.flatMap((file) => file.planned));
  const now = unplannedDraft(
    terraform.map((file) => ({ ...placeOf(file), blocks: sources.ofFile(file) })),
    planned,
  );
  const then = previous && unplannedDraft(await configurationBefore(terraform, previous, placeOf), planned);
  const place = now?.place ?? then?.place;
  if (!place) return [...files];
  const drafts = now ? [now.draft] : [];
  const before = previous && { drafts: then ? [then.draft] : [], suppressions: [] };
  const same = files.find(({ uri }) => uri === place.uri);
  if (!same) return [...files, { ...place, ...terraformFile({ drafts, before }) }];
  return files.map((file) => (file === same ? withDrafts(file, drafts, before) : file));
}

/** Adds the finding about all files to the file it is reported at: now, and in the previous version. */
function withDrafts(file: FileResult, drafts: FileResult["drafts"], before: Before | null): FileResult {
  const own = file.before === "same" ? file : file.before;
  const then = before && {
    drafts: [...(own?.drafts ?? []), ...before.drafts],
    suppressions: own?.suppressions ?? [],
  };
  return { ...file, drafts: [...file.drafts, ...drafts], before: then };
}

async function configurationBefore(
  terraform: readonly string[],
  previous: Previous,
  placeOf: (file: string) => Place,
): Promise<Configuration[]> {
  const found: Configuration[] = [];
  for (const file of terraform) {
    const then = await previous.of(file);
    if (then.kind === "text") found.push({ ...placeOf(file), blocks: textBlocks(then.text, file) });
  }
  return found;
}
