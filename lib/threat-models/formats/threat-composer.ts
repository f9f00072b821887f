import { composerAssumptions, composerMitigations, composerThreats } from "./composer-items.ts";
import { resolveComposerLinks } from "./composer-links.ts";
import { composerWarnings } from "./composer-warnings.ts";
import { validate } from "./issues.ts";
import type { JsonObject, JsonValue, ReadThreatModel, ThreatModelReading, ThreatModelShape } from "./reading.ts";
import { repeatedIds } from "./repeated-ids.ts";
import {
  type ComposerDocument,
  type ComposerThreat,
  composerDocument,
  composerKeys,
  composerLegacy,
} from "./threat-composer-schema.ts";

/** Reads Threat Composer v1 in its four shapes. The pre-version bare list of threats has numbers for ids. */
export function readThreatComposer(value: JsonValue): ThreatModelReading {
  if (Array.isArray(value)) {
    const parsed = validate(composerLegacy, value);
    if (!parsed.ok) return parsed;
    return readParts({ schema: 1 }, parsed.data, "legacy_array", { threats: value });
  }
  const parsed = validate(composerDocument, value);
  if (!parsed.ok) return parsed;
  return readParts(parsed.data, parsed.data.threats ?? [], shapeOf(parsed.data), isObject(value) ? value : {});
}

function shapeOf(document: ComposerDocument): ThreatModelShape {
  const keys = Object.keys(document).filter((key) => key !== "schema" && key !== "threats");
  if (keys.some((key) => key !== "workspace" && composerKeys.document?.has(key))) return "full";
  const displayed = document.threats?.some((threat) => threat.displayedStatement !== undefined) ?? false;
  return keys.includes("workspace") || displayed ? "filtered" : "threats_only";
}

function readParts(
  document: ComposerDocument,
  rawThreats: ComposerThreat[],
  shape: ThreatModelShape,
  file: JsonObject,
): ThreatModelReading {
  const rawMitigations = document.mitigations ?? [];
  const rawAssumptions = document.assumptions ?? [];
  const problems = [
    ...repeatedIds(rawThreats, shape === "legacy_array" ? [] : ["threats"]),
    ...repeatedIds(rawMitigations, ["mitigations"]),
    ...repeatedIds(rawAssumptions, ["assumptions"]),
  ];
  if (problems.length > 0) return { ok: false, problems };
  const links = resolveComposerLinks(document, rawThreats);
  const mitigations = composerMitigations(rawMitigations, file.mitigations, links);
  const reading: ReadThreatModel = {
    ok: true,
    format: "threat_composer",
    shape,
    ...headerOf(document),
    envelope: shape === "legacy_array" ? { keys: [], values: {} } : envelopeOf(file),
    threats: composerThreats(rawThreats, file.threats, links, mitigations),
    mitigations,
    assumptions: composerAssumptions(rawAssumptions, file.assumptions, links),
    links: { mitigation: links.mitigation, assumption: links.assumption },
    warnings: [],
  };
  return { ...reading, warnings: composerWarnings(reading) };
}

const listKeys = new Set(["threats", "mitigations", "assumptions", "mitigationLinks", "assumptionLinks"]);

/** The schema sorts keys, so kept values are taken from the file itself, in its own order. */
function envelopeOf(file: JsonObject): { keys: string[]; values: JsonObject } {
  const values = Object.fromEntries(Object.entries(file).filter(([key]) => !listKeys.has(key)));
  return { keys: Object.keys(file), values };
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function headerOf({ applicationInfo, architecture, dataflow }: ComposerDocument) {
  return {
    name: applicationInfo?.name ?? null,
    description: applicationInfo?.description ?? null,
    hasDiagram: hasText(architecture?.image) || hasText(dataflow?.image),
    hasDataflowDescription: hasText(dataflow?.description),
  };
}

function hasText(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== "";
}
