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

/** A thing on a diagram that can carry threats. `hasOpenThreats` beside them is not read: it is often stale. */
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
  return { id: String(id ?? path.join(".")), name, outOfScope: outOfScope ?? false, threats: threats ?? [], path };
}

type DragonFormat = "threat_dragon_v1" | "threat_dragon_v2";
type DragonDocument = DragonDocumentV1 | DragonDocumentV2;

function readElements(format: DragonFormat, document: DragonDocument, elements: Element[]): ThreatModelReading {
  const taken = new Map<string, number>();
  const threats: ThreatItem[] = [];
  const mitigations: MitigationItem[] = [];
  const warnings: Warning[] = [];
  for (const host of elements) {
    host.threats.forEach((raw, index) => {
      const path = [...host.path, "threats", index];
      const externalId = identify(raw, host, taken);
      if (raw.id !== undefined && raw.id !== null && externalId !== String(raw.id)) {
        warnings.push({
          path: [...path, "id"],
          message: `the id "${raw.id}" is taken; the copy is told apart by a new one`,
        });
      }
      const mitigation = mitigationOf(raw, externalId, mitigations.length);
      if (mitigation) mitigations.push(mitigation);
      const threat = threatOf(raw, host, externalId, threats.length, mitigation);
      threats.push(threat);
      warnings.push(...threatWarnings(threat, path));
    });
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

/** v1 gives no ids, and a copied element repeats those of v2: then the element and the title tell the threats apart. */
function identify(raw: DragonThreat, host: Element, taken: Map<string, number>): string {
  const own = raw.id === undefined || raw.id === null ? null : String(raw.id);
  if (own !== null && !taken.has(own)) {
    taken.set(own, 1);
    return own;
  }
  const base = derivedId("threat", host.id, own ?? "", normalised(raw.title ?? ""));
  const count = (taken.get(base) ?? 0) + 1;
  taken.set(base, count);
  const id = count === 1 ? base : derivedId("threat", base, count);
  return id;
}

function threatOf(
  raw: DragonThreat,
  host: Element,
  externalId: string,
  position: number,
  mitigation: MitigationItem | null,
): ThreatItem {
  const rawStatus = raw.status ?? null;
  const rawPriority = raw.severity ?? null;
  const letter = strideLetter(raw.type);
  const mitigationIds = mitigation === null ? [] : [mitigation.externalId];
  return {
    externalId,
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

/** A threat has one mitigation text and no status for it; the status belongs to the threat. */
function mitigationOf(raw: DragonThreat, threatId: string, position: number): MitigationItem | null {
  if (!isWritten(raw.mitigation)) return null;
  const externalId = derivedId("mitigation", threatId);
  return {
    externalId,
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
