import { composerState } from "../documentation.ts";
import { readComposerThreatFields } from "./composer-fields.ts";
import type { ComposerLinks } from "./composer-links.ts";
import { isWritten } from "./placeholder.ts";
import type { AssumptionItem, JsonObject, JsonValue, MitigationItem, ThreatItem } from "./reading.ts";
import type { ComposerAssumption, ComposerMitigation, ComposerThreat } from "./threat-composer-schema.ts";

/** Each function also takes the file's own list: `raw` comes from there, because the schema sorts the keys. */
export function composerThreats(
  raws: readonly ComposerThreat[],
  inFile: JsonValue | undefined,
  links: ComposerLinks,
  mitigations: readonly MitigationItem[],
): ThreatItem[] {
  const statusOf = new Map(mitigations.map(({ externalId, rawStatus }) => [externalId, rawStatus]));
  const written = new Set(mitigations.flatMap(({ externalId, content }) => (isWritten(content) ? externalId : [])));
  return raws.map((raw, position) => {
    const externalId = String(raw.id);
    const mitigationIds = links.mitigationsOfThreat.get(externalId) ?? [];
    const writtenMitigationIds = mitigationIds.filter((id) => written.has(id));
    const fields = readComposerThreatFields(raw);
    return {
      externalId,
      places: [],
      position,
      ...fields,
      state: composerState(
        fields.rawStatus,
        writtenMitigationIds.length > 0,
        mitigationIds.map((id) => statusOf.get(id) ?? null),
      ),
      mitigationIds,
      writtenMitigationIds,
      danglingMitigationIds: links.danglingOfThreat.get(externalId) ?? [],
      assumptionIds: links.assumptionsOfThreat.get(externalId) ?? [],
      outOfScope: false,
      raw: itemIn(inFile, position),
    };
  });
}

export function composerMitigations(
  raws: readonly ComposerMitigation[],
  inFile: JsonValue | undefined,
  links: ComposerLinks,
): MitigationItem[] {
  return raws.map(({ id: externalId, numericId = null, content, status: rawStatus = null, tags = [] }, position) => {
    const threatIds = links.threatsOfMitigation.get(externalId) ?? [];
    return { externalId, numericId, position, content, rawStatus, tags, threatIds, raw: itemIn(inFile, position) };
  });
}

export function composerAssumptions(
  raws: readonly ComposerAssumption[],
  inFile: JsonValue | undefined,
  links: ComposerLinks,
): AssumptionItem[] {
  return raws.map(({ id: externalId, numericId = null, content, tags = [] }, position) => {
    const linkedIds = links.linkedOfAssumption.get(externalId) ?? [];
    return { externalId, numericId, position, content, tags, linkedIds, raw: itemIn(inFile, position) };
  });
}

function itemIn(list: JsonValue | undefined, index: number): JsonObject {
  const item = Array.isArray(list) ? list[index] : null;
  return typeof item === "object" && item !== null && !Array.isArray(item) ? item : {};
}
