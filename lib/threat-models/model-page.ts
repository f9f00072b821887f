import type { Context } from "#lib/context.ts";
import { type ReadThreatModel, readThreatModel } from "./formats/read.ts";
import type { ModelPage } from "./output.ts";
import { contentOf, threatModelVersion, threatsOfVersion } from "./queries.ts";
import { changeWords } from "./rules/change-words.ts";
import { qualityGroups } from "./rules/quality-groups.ts";

/** One version of a model this actor may see, the latest unless one is named, with what the checks say and what changed. */
export async function modelPage(ctx: Context, id: number, seq?: number): Promise<ModelPage> {
  const model = await threatModelVersion(ctx, id, seq);
  const reading = await readVersion(ctx, id, model.version.seq);
  const before = model.version.seq > 1 ? await readVersion(ctx, id, model.version.seq - 1) : null;
  return {
    ...model,
    description: reading.description,
    threats: await threatsOfVersion(ctx, model.version.id),
    mitigations: reading.mitigations.map(({ externalId, content, rawStatus, threatIds }) => {
      return { externalId, text: content, status: rawStatus, threats: threatIds.length };
    }),
    assumptions: reading.assumptions.map(({ externalId, content }) => ({ externalId, text: content })),
    quality: qualityGroups(reading),
    changes: before ? { since: model.version.seq - 1, groups: changeWords(before, reading) } : null,
  };
}

/** The stored bytes were read once, when they came in: if they can not be read now, the product has broken its word. */
async function readVersion(ctx: Context, id: number, seq: number): Promise<ReadThreatModel> {
  const reading = readThreatModel(await contentOf(ctx, id, seq));
  if (!reading.ok) throw new Error(`Version ${seq} of threat model ${id} can no longer be read`);
  return reading;
}
