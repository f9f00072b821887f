import type { Context } from "#lib/context.ts";
import { refuseTooMuch } from "#lib/processes/refuse-too-much.ts";
import type { ModelPage } from "./output.ts";
import { fileOf, threatModelVersion, threatsOfVersion } from "./queries.ts";
import { workOnModels } from "./work-on-models.ts";

/** One version of a model this actor may see, the latest unless one is named, with what the checks say and what changed. */
export async function modelPage(ctx: Context, id: number, seq?: number): Promise<ModelPage> {
  const model = await threatModelVersion(ctx, id, seq);
  const { version } = model;
  const now = await fileOf(ctx, id, version.seq);
  const before = version.seq > 1 ? await fileOf(ctx, id, version.seq - 1) : null;
  const view = await refuseTooMuch("version", workOnModels(ctx, "viewModel", { now, before }));
  // The stored bytes were read once, when they came in: if they can not be read now, the product has broken its word.
  if (!view) throw new Error(`Version ${version.seq} of threat model ${id}, or the one before, can no longer be read`);
  const { changes, ...shown } = view;
  return {
    ...model,
    ...shown,
    threats: await threatsOfVersion(ctx, version.id),
    changes: changes && { since: version.seq - 1, groups: changes },
  };
}
