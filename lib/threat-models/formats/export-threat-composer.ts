import { composerEntity, composerThreatObject, numbered } from "./composer-objects.ts";
import { foreignComposerDocument } from "./export-foreign.ts";
import type { JsonObject, JsonValue, ReadThreatModel } from "./reading.ts";

/**
 * A reading as Threat Composer v1. Threat Composer input round-trips deep-equal, in its own shape, with only changed
 * fields overwritten; other formats are translated.
 */
export function exportThreatComposer(reading: ReadThreatModel): JsonValue {
  if (reading.format !== "threat_composer") return foreignComposerDocument(reading);
  const threats = numbered(reading.threats).map(composerThreatObject);
  if (reading.shape === "legacy_array") return threats;
  const lists: Record<string, JsonObject[]> = {
    assumptions: numbered(reading.assumptions).map(composerEntity),
    mitigations: numbered(reading.mitigations).map(composerEntity),
    assumptionLinks: reading.links.assumption.map(({ resolved: _, extra, ...link }) => ({ ...link, ...extra })),
    mitigationLinks: reading.links.mitigation.map(({ mitigationId, linkedId, extra }) => {
      return { mitigationId, linkedId, ...extra };
    }),
    threats,
  };
  const document: JsonObject = {};
  for (const key of reading.envelope.keys) document[key] = lists[key] ?? reading.envelope.values[key];
  for (const [key, items] of Object.entries(lists)) {
    if (!Object.hasOwn(document, key) && items.length > 0) document[key] = items;
  }
  return withHeader(Object.hasOwn(document, "schema") ? document : { schema: 1, ...document }, reading);
}

function withHeader(document: JsonObject, { name, description }: ReadThreatModel): JsonObject {
  const before = document.applicationInfo;
  const info: JsonObject = typeof before === "object" && before !== null && !Array.isArray(before) ? { ...before } : {};
  if ((info.name ?? null) === name && (info.description ?? null) === description) return document;
  set(info, "name", name);
  set(info, "description", description);
  return { ...document, applicationInfo: info };
}

function set(object: JsonObject, key: string, value: string | null): void {
  if (value === null) delete object[key];
  else object[key] = value;
}
