import { edgeKeys, evidenceKind } from "#lib/file-kind.ts";
import { kindOf } from "./issues.ts";
import type { JsonValue, RefusedThreatModel, ThreatModelFormat } from "./reading.ts";

type Detected = { ok: true; format: ThreatModelFormat } | RefusedThreatModel;

const lookedFor =
  'Looked for: Threat Composer ("schema": 1, or a list of threats), Threat Dragon ("summary" and "detail.diagrams"), Open Threat Model ("otmVersion").';

/** Detects the format from the document's content alone. Names, extensions and declared schemas are ignored. */
export function detectFormat(value: JsonValue): Detected {
  if (Array.isArray(value)) return value.some(isLegacyThreat) ? found("threat_composer") : unknown(value);
  if (!isObject(value)) return unknown(value);
  const formats: ThreatModelFormat[] = [];
  if ("otmVersion" in value) formats.push("otm");
  const dragon = dragonVersion(value);
  if (dragon) formats.push(dragon);
  if ("schema" in value || (formats.length === 0 && isComposerWithoutSchema(value))) formats.push("threat_composer");
  const [format] = formats;
  if (format === undefined) return unknown(value);
  if (formats.length === 1) return found(format);
  const message = `The file looks like several formats: ${formats.join(", ")}. Remove the keys that do not belong.`;
  return { ok: false, problems: [{ path: [], message }], isModel: true };
}

const threatKeys = ["statement", "threatSource", "prerequisites", "threatAction", "threatImpact", "impactedAssets"];

function isLegacyThreat(item: JsonValue): boolean {
  return isObject(item) && threatKeys.some((key) => key in item);
}

/** Recognises these files so that the reader can report the missing `schema` instead of an unknown format. */
function isComposerWithoutSchema(value: { [key: string]: JsonValue }): boolean {
  const { threats, mitigationLinks, applicationInfo } = value;
  return (
    isObject(applicationInfo) ||
    Array.isArray(mitigationLinks) ||
    (Array.isArray(threats) && threats.some(isLegacyThreat))
  );
}

function dragonVersion(value: { [key: string]: JsonValue }): ThreatModelFormat | null {
  const { summary, detail, version } = value;
  if (!isObject(detail) || !(isObject(summary) || "diagrams" in detail)) return null;
  const diagrams = Array.isArray(detail.diagrams) ? detail.diagrams.filter(isObject) : [];
  if (diagrams.some((diagram) => "cells" in diagram)) return "threat_dragon_v2";
  if (diagrams.some((diagram) => "diagramJson" in diagram)) return "threat_dragon_v1";
  return typeof version === "string" && version.startsWith("2") ? "threat_dragon_v2" : "threat_dragon_v1";
}

/** Detects text that cannot be parsed as a model and is another kind of evidence, by its keys at the left edge. */
export function detectOther(text: string): RefusedThreatModel | null {
  return otherEvidence(edgeKeys(text));
}

function otherEvidence(topKeys: readonly string[]): RefusedThreatModel | null {
  const kind = evidenceKind(topKeys);
  if (kind === null) return null;
  const message = `This is ${kind}, not a threat model. Attach it to a review as separate evidence.`;
  return { ok: false, problems: [{ path: [], message }] };
}

function unknown(value: JsonValue): Detected {
  const other = isObject(value) ? otherEvidence(Object.keys(value)) : null;
  if (other) return other;
  const message = `This is not a threat model of a known format. ${lookedFor} Found: ${contents(value)}.`;
  return { ok: false, problems: [{ path: [], message }] };
}

function contents(value: JsonValue): string {
  if (Array.isArray(value))
    return value.length === 0 ? "an empty list" : `a list that starts with ${contents(value[0] ?? null)}`;
  if (!isObject(value)) return kindOf(value);
  const keys = Object.keys(value);
  if (keys.length === 0) return "an object without keys";
  const shown = keys.slice(0, 8).map((key) => JSON.stringify(key.length > 40 ? `${key.slice(0, 40)}…` : key));
  return `an object with ${shown.join(", ")}${keys.length > 8 ? ` and ${keys.length - 8} more keys` : ""}`;
}

function isObject(value: JsonValue | undefined): value is { [key: string]: JsonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function found(format: ThreatModelFormat): Detected {
  return { ok: true, format };
}
