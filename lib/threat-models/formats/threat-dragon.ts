import { dragonState } from "../documentation.ts";
import { derivedId } from "./derived-id.ts";
import { validate, valueAt } from "./issues.ts";
import { isWritten, normalised } from "./placeholder.ts";
import { isUndecidedPriority, itemNumber, priorityOf, strideLetter, titled } from "./prose.ts";
import type {
  JsonObject,
  JsonValue,
  MetadataEntry,
  MitigationItem,
  Path,
  ReadThreatModel,
  ThreatItem,
  ThreatModelReading,
  Warning,
} from "./reading.ts";
import {
  type DragonDocumentV1,
  type DragonDocumentV2,
  type DragonThreat,
  dragonDocumentV1,
  dragonDocumentV2,
} from "./threat-dragon-schema.ts";
import { withUniqueIds } from "./unique-ids.ts";
import { unorderedText } from "./unordered-text.ts";

/** A diagram element that can carry threats. Its own `hasOpenThreats` is ignored, because it is often stale. */
type Element = { id: string; name: string | null; outOfScope: boolean; threats: DragonThreat[]; path: Path };

export function readThreatDragonV1(value: JsonValue): ThreatModelReading {
  const parsed = validate(dragonDocumentV1, value);
  if (!parsed.ok) return parsed;
  const elements = (parsed.data.detail.diagrams ?? []).flatMap((diagram, diagramIndex) =>
    (diagram.diagramJson?.cells ?? []).map((cell, index): Element => {
      const path = ["detail", "diagrams", diagramIndex, "diagramJson", "cells", index];
      return element(path, cell.id, cell.name ?? labelOf(cell), cell);
    }),
  );
  return readElements("threat_dragon_v1", parsed.data, elements);
}

/** v1 names a shape by the text drawn on it, and a flow by its first label. */
function labelOf(cell: JsonObject): string | null {
  const places = [
    ["attrs", "text", "text"],
    ["labels", 0, "attrs", "text", "text"],
  ];
  const texts = places.map((place) => valueAt(cell, place));
  return texts.find((text) => typeof text === "string") ?? null;
}

export function readThreatDragonV2(value: JsonValue): ThreatModelReading {
  const parsed = validate(dragonDocumentV2, value);
  if (!parsed.ok) return parsed;
  const elements = (parsed.data.detail.diagrams ?? []).flatMap((diagram, diagramIndex) =>
    (diagram.cells ?? []).map((cell, index): Element => {
      const path = ["detail", "diagrams", diagramIndex, "cells", index, "data"];
      return element(path, cell.id, cell.data?.name ?? null, cell.data ?? {});
    }),
  );
  return readElements("threat_dragon_v2", parsed.data, elements);
}

type Data = { outOfScope?: boolean | null; threats?: DragonThreat[] | null };

function element(path: Path, id: string | number | null | undefined, name: string | null, data: Data): Element {
  const { outOfScope, threats } = data;
  return { id: String(id ?? name ?? ""), name, outOfScope: outOfScope ?? false, threats: threats ?? [], path };
}

type DragonFormat = "threat_dragon_v1" | "threat_dragon_v2";
type DragonDocument = DragonDocumentV1 | DragonDocumentV2;

function readElements(format: DragonFormat, document: DragonDocument, elements: Element[]): ThreatModelReading {
  const threats: ThreatItem[] = [];
  const mitigations: MitigationItem[] = [];
  const warnings: Warning[] = [];
  for (const placed of placedThreats(elements)) {
    const { raw, externalId, path } = placed;
    const mitigation = mitigationOf(raw, externalId, mitigations.length);
    if (mitigation) mitigations.push(mitigation);
    const threat = threatOf(placed, threats.length, mitigation);
    threats.push(threat);
    warnings.push(...sharedWarnings(placed), ...threatWarnings(threat, path));
  }
  const mitigationLinks = mitigations.flatMap(({ externalId, threatIds }) =>
    threatIds.map((linkedId) => ({ mitigationId: externalId, linkedId, resolved: true })),
  );
  const reading: ReadThreatModel = {
    ok: true,
    format,
    shape: "full",
    name: document.summary?.title ?? null,
    description: document.summary?.description ?? null,
    threats,
    mitigations,
    assumptions: [],
    links: { mitigation: mitigationLinks, assumption: [] },
    hasDiagram: elements.length > 0,
    hasDataflowDescription: false,
    envelope: { keys: Object.keys(document), values: document },
    warnings,
  };
  return reading;
}

/** A threat on its element. `sharing`: how many threats of the file have its original id. */
type Placed = { raw: DragonThreat; host: Element; externalId: string; places: string[]; sharing: number; path: Path };

/**
 * v1 has no ids, and a copied element repeats those of v2. In both cases the element and the title distinguish the
 * threats.
 */
function placedThreats(elements: readonly Element[]): Placed[] {
  const all = elements.flatMap((host) =>
    host.threats.map((raw, index) => {
      const own = raw.id === undefined || raw.id === null ? null : String(raw.id);
      const titled = derivedId("threat", host.id, own ?? "", normalised(raw.title ?? ""));
      const places = own === null ? [titled] : [titled, derivedId("threat", host.id, own)];
      return { raw, host, own, titled, places, path: [...host.path, "threats", index] };
    }),
  );
  const sharing = new Map<string | null, number>();
  for (const { own } of all) sharing.set(own, (sharing.get(own) ?? 0) + 1);
  const ids = withUniqueIds(
    all.map(({ raw, host: { name, outOfScope }, own, titled, places }) => ({
      ids: [own ?? titled, ...places.toReversed()],
      again: (count) => derivedId("threat", titled, count),
      content: () => unorderedText({ raw, name, outOfScope }),
    })),
  );
  return all.map(({ own, titled, ...placed }, index) => {
    return { ...placed, externalId: ids[index] ?? titled, sharing: own === null ? 1 : (sharing.get(own) ?? 1) };
  });
}

function sharedWarnings({ raw: { id }, sharing, path }: Placed): Warning[] {
  if (sharing === 1) return [];
  const message = `the id "${id}" is used by ${sharing} threats; they are distinguished by position`;
  return [{ path: [...path, "id"], message }];
}

function threatOf(
  { raw, host, externalId, places }: Placed,
  position: number,
  mitigation: MitigationItem | null,
): ThreatItem {
  const rawStatus = raw.status ?? null;
  const rawPriority = raw.severity ?? null;
  const letter = strideLetter(raw.type);
  const mitigationIds = mitigation === null ? [] : [mitigation.externalId];
  return {
    externalId,
    places,
    numericId: itemNumber(raw.number),
    position,
    statement: titled(raw.title, raw.description),
    priority: priorityOf(rawPriority),
    rawPriority,
    stride: letter === null ? [] : [letter],
    tags: [],
    state: dragonState(rawStatus, mitigation !== null),
    rawStatus,
    source: null,
    prerequisites: null,
    action: null,
    impact: null,
    goals: [],
    assets: host.name?.trim() ? [host.name] : [],
    comments: null,
    metadata: metadataOf(raw),
    mitigationIds,
    writtenMitigationIds: mitigationIds,
    danglingMitigationIds: [],
    assumptionIds: [],
    outOfScope: host.outOfScope,
    raw,
  };
}

function metadataOf({ type, modelType, score }: DragonThreat): MetadataEntry[] {
  return Object.entries({ type, modelType, score }).flatMap(([key, value]) => {
    const text = value === undefined || value === null ? "" : String(value);
    return text === "" ? [] : [{ key, value: text }];
  });
}

/** The id of a threat's mitigation text. */
export function mitigationIdOf(threatId: string): string {
  return derivedId("mitigation", threatId);
}

/** A threat has one mitigation text without its own status; the status belongs to the threat. */
function mitigationOf(raw: DragonThreat, threatId: string, position: number): MitigationItem | null {
  if (!isWritten(raw.mitigation)) return null;
  return {
    externalId: mitigationIdOf(threatId),
    numericId: null,
    position,
    content: raw.mitigation,
    rawStatus: null,
    tags: [],
    threatIds: [threatId],
    raw: {},
  };
}

function threatWarnings(threat: ThreatItem, path: Path): Warning[] {
  const warnings: Warning[] = [];
  if (threat.state === "unknown") {
    warnings.push({ path: [...path, "status"], message: `the status "${threat.rawStatus}" is not known` });
  }
  if (threat.priority === null && !isUndecidedPriority(threat.rawPriority)) {
    warnings.push({ path: [...path, "severity"], message: `the severity "${threat.rawPriority}" is not known` });
  }
  return warnings;
}
