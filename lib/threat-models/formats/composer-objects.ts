import { readComposerThreatFields } from "./composer-fields.ts";
import type { AssumptionItem, JsonObject, JsonValue, MetadataEntry, MitigationItem, ThreatItem } from "./reading.ts";
import { composerLegacy } from "./threat-composer-schema.ts";

/** The keys of a threat object and our corresponding fields. */
const threatKeys = [
  ["threatSource", "source"],
  ["prerequisites", "prerequisites"],
  ["threatAction", "action"],
  ["threatImpact", "impact"],
  ["impactedGoal", "goals"],
  ["impactedAssets", "assets"],
  ["statement", "statement"],
  ["tags", "tags"],
  ["status", "rawStatus"],
] as const;

/** A threat as its original object, with only the changed fields overwritten. */
export function composerThreatObject(threat: ThreatItem): JsonObject {
  const object: JsonObject = "id" in threat.raw ? { ...threat.raw } : freshObject(threat);
  const before = readComposerThreatFields(rawThreat(object));
  if (threat.numericId !== before.numericId) write(object, "numericId", threat.numericId);
  for (const [key, field] of threatKeys) {
    if (!same(threat[field], before[field])) write(object, key, threat[field]);
  }
  const metadata = metadataOf(threat);
  if (!same(metadata, before.metadata)) write(object, "metadata", metadata);
  return object;
}

/** Priority, STRIDE and comments are metadata entries, rewritten only if they differ from the original. */
function metadataOf(threat: ThreatItem): JsonObject[] {
  const entries: JsonObject[] = threat.metadata.map((entry) => ({ ...entry }));
  const before = readComposerThreatFields({ metadata: threat.metadata });
  if (threat.rawPriority !== before.rawPriority) replace(entries, "Priority", threat.rawPriority);
  if (!same(threat.stride, before.stride)) replace(entries, "STRIDE", threat.stride.length > 0 ? threat.stride : null);
  if (threat.comments !== before.comments) replace(entries, "Comments", threat.comments);
  return entries;
}

function replace(entries: JsonObject[], key: string, value: MetadataEntry["value"] | null): void {
  const index = entries.findIndex((entry) => entry.key === key);
  if (value === null) {
    if (index >= 0) entries.splice(index, 1);
  } else if (index >= 0) entries[index] = { ...entries[index], value };
  else entries.push({ key, value });
}

/** A mitigation or assumption as its object, by the same rule. */
export function composerEntity(item: MitigationItem | AssumptionItem): JsonObject {
  const object: JsonObject = "id" in item.raw ? { ...item.raw } : freshObject(item);
  if (item.numericId !== (object.numericId ?? null)) write(object, "numericId", item.numericId);
  if (item.content !== object.content) write(object, "content", item.content);
  if (!same(item.tags, object.tags ?? [])) write(object, "tags", item.tags);
  if ("rawStatus" in item && item.rawStatus !== (object.status ?? null)) write(object, "status", item.rawStatus);
  return object;
}

/** An object for an item that is not in any file yet. */
function freshObject({ externalId, numericId }: Pick<ThreatItem, "externalId" | "numericId">): JsonObject {
  return { id: externalId, numericId };
}

/** The format requires a number for every item. New items continue after the highest number. */
export function numbered<T extends Pick<ThreatItem, "numericId" | "raw">>(items: readonly T[]): T[] {
  let highest = items.reduce((max, { numericId }) => Math.max(max, numericId ?? 0), 0);
  return items.map((item) => {
    if (item.numericId !== null || "id" in item.raw) return item;
    highest += 1;
    return { ...item, numericId: highest };
  });
}

function rawThreat(object: JsonObject) {
  return composerLegacy.element.parse(object);
}

function write(object: JsonObject, key: string, value: JsonValue): void {
  if (value === null) delete object[key];
  else object[key] = value;
}

/** Lists here are short and flat, and their order matters. */
function same(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}
