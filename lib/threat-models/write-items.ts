import { eq } from "drizzle-orm";
import { threatModelItemRevisions, threatModelItems, threatModelLinks } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { ItemKind } from "./rules/model.ts";
import type { StoredModel } from "./tasks.ts";

const ROWS_AT_ONCE = 500;

type Revision = Omit<typeof threatModelItemRevisions.$inferInsert, "versionId" | "itemId">;
type Item = { kind: ItemKind; externalId: string; revision: Revision };

/** Writes the items of a version. Each keeps its identity from earlier versions, and gets a revision here. */
export async function writeItems(
  ctx: Context,
  threatModelId: number,
  versionId: number,
  model: StoredModel,
): Promise<void> {
  const items = itemsOf(model);
  const rows = items.map(({ kind, externalId }) => ({ threatModelId, kind, externalId }));
  await inParts(rows, (part) => ctx.db.insert(threatModelItems).values(part).onConflictDoNothing());
  const known = await ctx.db.select().from(threatModelItems).where(eq(threatModelItems.threatModelId, threatModelId));
  const ids = new Map(known.map(({ id, kind, externalId }) => [keyOf(kind, externalId), id]));
  const revisions = items.flatMap(({ kind, externalId, revision }) => {
    const itemId = ids.get(keyOf(kind, externalId));
    return itemId === undefined ? [] : [{ ...revision, versionId, itemId }];
  });
  await inParts(revisions, (part) => ctx.db.insert(threatModelItemRevisions).values(part));
  const links = linksOf(model, ids).map((link) => ({ ...link, versionId }));
  await inParts(links, (part) => ctx.db.insert(threatModelLinks).values(part));
}

function itemsOf({ levels, undecided, ...model }: StoredModel): Item[] {
  const threats = model.threats.map((threat): Item => {
    const { externalId, numericId, position, priority, rawStatus, state, outOfScope, statement } = threat;
    const { rawPriority, stride, tags } = threat;
    const marks = { undocumented: levels.get(externalId) ?? null, undecided: undecided.has(externalId) };
    const detail = { rawPriority, stride, tags, ...marks };
    const said = { numericId, text: statement, priority, status: rawStatus, documentation: state };
    return { kind: "threat", externalId, revision: { position, ...said, outOfScope, detail } };
  });
  const others = (["mitigation", "assumption"] as const).flatMap((kind) =>
    model[`${kind}s`].map((item): Item => {
      const status = "rawStatus" in item ? item.rawStatus : null;
      const { externalId, position, numericId, content, tags } = item;
      return { kind, externalId, revision: { position, numericId, text: content, status, detail: { tags } } };
    }),
  );
  return [...threats, ...others];
}

/** Links as the file states them, each once. An assumption may belong to a threat or a mitigation. */
function linksOf({ links }: StoredModel, ids: ReadonlyMap<string, number>) {
  const idOf = (kind: ItemKind, externalId: string) => ids.get(keyOf(kind, externalId)) ?? null;
  const mitigations = links.mitigation.map(({ mitigationId, linkedId, resolved }) => ({
    kind: "mitigation" as const,
    fromExternalId: mitigationId,
    toExternalId: linkedId,
    fromItemId: resolved ? idOf("mitigation", mitigationId) : null,
    toItemId: resolved ? idOf("threat", linkedId) : null,
  }));
  const assumptions = links.assumption.map(({ type, assumptionId, linkedId, resolved }) => ({
    kind: "assumption" as const,
    fromExternalId: assumptionId,
    toExternalId: linkedId,
    fromItemId: resolved ? idOf("assumption", assumptionId) : null,
    toItemId: resolved ? idOf(type.toLowerCase() === "mitigation" ? "mitigation" : "threat", linkedId) : null,
  }));
  const all = [...mitigations, ...assumptions];
  return [
    ...new Map(all.map((link) => [JSON.stringify([link.kind, link.fromExternalId, link.toExternalId]), link])).values(),
  ];
}

function keyOf(kind: ItemKind, externalId: string): string {
  return `${kind} ${externalId}`;
}

async function inParts<T>(rows: readonly T[], write: (part: T[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) await write(rows.slice(at, at + ROWS_AT_ONCE));
}
