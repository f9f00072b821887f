import type { Documentation, Priority } from "../documentation.ts";

export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
/** Parsed files never contain undefined; the type allows it so that objects with optional keys fit. */
export type JsonObject = { [key: string]: JsonValue | undefined };

export type Path = (string | number)[];
export type Problem = { path: Path; message: string; line?: number; column?: number };
export type Warning = { path: Path; message: string };
export type MetadataEntry = { key: string; value: string | string[] };

/**
 * `places`: identifiers of a threat by its place, the most exact first, to find it in another version if its own id is
 * shared there; empty for formats that never share ids. `raw` is the item as in the file: an export starts from it and
 * overwrites only changed fields. A linked mitigation without content is in `mitigationIds`, but not in
 * `writtenMitigationIds`.
 */
export type ThreatItem = {
  externalId: string;
  places: string[];
  numericId: number | null;
  position: number;
  statement: string;
  priority: Priority | null;
  rawPriority: string | null;
  stride: string[];
  tags: string[];
  state: Documentation;
  rawStatus: string | null;
  source: string | null;
  prerequisites: string | null;
  action: string | null;
  impact: string | null;
  goals: string[];
  assets: string[];
  comments: string | null;
  metadata: MetadataEntry[];
  mitigationIds: string[];
  writtenMitigationIds: string[];
  danglingMitigationIds: string[];
  assumptionIds: string[];
  outOfScope: boolean;
  raw: JsonObject;
};

export type MitigationItem = {
  externalId: string;
  numericId: number | null;
  position: number;
  content: string;
  rawStatus: string | null;
  tags: string[];
  threatIds: string[];
  raw: JsonObject;
};

export type AssumptionItem = {
  externalId: string;
  numericId: number | null;
  position: number;
  content: string;
  tags: string[];
  linkedIds: string[];
  raw: JsonObject;
};

/**
 * `rawStatus` is set if a format keeps the status on the link instead of the mitigation (OTM). `extra`: unknown keys.
 */
export type MitigationLink = {
  mitigationId: string;
  linkedId: string;
  resolved: boolean;
  rawStatus?: string | null;
  extra?: JsonObject;
};
export type AssumptionLink = {
  type: string;
  assumptionId: string;
  linkedId: string;
  resolved: boolean;
  extra?: JsonObject;
};

export type ThreatModelFormat = "threat_composer" | "threat_dragon_v1" | "threat_dragon_v2" | "otm";
export type ThreatModelShape = "full" | "threats_only" | "filtered" | "legacy_array";

export type ReadThreatModel = {
  ok: true;
  format: ThreatModelFormat;
  shape: ThreatModelShape;
  name: string | null;
  description: string | null;
  threats: ThreatItem[];
  mitigations: MitigationItem[];
  assumptions: AssumptionItem[];
  links: { mitigation: MitigationLink[]; assumption: AssumptionLink[] };
  hasDiagram: boolean;
  hasDataflowDescription: boolean;
  /** The file's top level: its keys in order, and all values that are neither items nor links (including images). */
  envelope: { keys: string[]; values: JsonObject };
  warnings: Warning[];
};

/** `isModel`: the file has a known format, and the problems are its faults. */
export type RefusedThreatModel = { ok: false; problems: Problem[]; isModel?: true };
export type ThreatModelReading = ReadThreatModel | RefusedThreatModel;
