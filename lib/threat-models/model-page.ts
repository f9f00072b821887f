import type { Context } from "#lib/context.ts";
import { refuseTooMuch } from "#lib/processes/refuse-too-much.ts";
import { programSettings } from "#lib/program/settings.ts";
import { dayIn } from "#lib/zoned-time.ts";
import type { ModelPage } from "./output.ts";
import { fileOf, lastConfirmed, threatModelVersion, threatsOfVersion } from "./queries.ts";
import { agedWords, OUTDATED } from "./rules/blocking-checks.ts";
import { workOnModels } from "./work-on-models.ts";

/**
 * One version of a model this actor may see, the latest by default, with check results and changes, and one of its
 * threats in full: the requested item's, else the first of the list.
 */
export async function modelPage(ctx: Context, id: number, seq?: number, itemId?: number): Promise<ModelPage> {
  const model = await threatModelVersion(ctx, id, seq);
  const { version } = model;
  const threats = await threatsOfVersion(ctx, version.id);
  const chosen = threats.find((threat) => threat.itemId === itemId) ?? threats[0];
  // Changes are relative to the previous version this actor may know about.
  const earlier = model.versions.find(({ seq }) => seq < version.seq);
  const files = {
    now: await fileOf(ctx, id, version.seq),
    before: earlier ? await fileOf(ctx, id, earlier.seq) : null,
  };
  const view = await refuseTooMuch(
    "version",
    workOnModels(ctx, "viewModel", { ...files, chosen: chosen?.externalId ?? null }),
  );
  // The stored bytes were readable at import, so a failure to read them now is a bug.
  if (!view)
    throw new Error(`Version ${version.seq} of threat model ${id}, or the previous version, can no longer be read`);
  const { changes, chosen: detail, quality, ...shown } = view;
  const { timeZone } = await programSettings(ctx);
  const confirmed = await lastConfirmed(ctx, version.id);
  const confirmedOn = confirmed && dayIn(confirmed, timeZone);
  const old = agedWords(dayIn(version.importedAt, timeZone), confirmedOn, ctx.day);
  // Nobody is asked for a newer model of a retired service.
  const outdated = model.serviceRetiredAt ? null : old;
  const aged =
    outdated === null ? [] : [{ ...OUTDATED, level: "block" as const, results: [{ message: outdated, threat: null }] }];
  return {
    ...model,
    ...shown,
    outdated,
    quality: [...aged, ...quality],
    threats,
    changes: changes && earlier ? { since: earlier.seq, ...changes } : null,
    chosen: chosen && detail ? { itemId: chosen.itemId, ...detail } : null,
  };
}
