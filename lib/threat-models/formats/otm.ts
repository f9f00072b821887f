import { otmMitigationState, otmState, type Priority } from "../documentation.ts";
import { grouped } from "../grouped.ts";
import { derivedId } from "./derived-id.ts";
import { validate } from "./issues.ts";
import { type OtmDocument, type OtmInstance, type OtmThreat, otmDocument } from "./otm-schema.ts";
import { strideLetter, titled } from "./prose.ts";
import type {
  JsonValue,
  MetadataEntry,
  MitigationItem,
  MitigationLink,
  Path,
  ReadThreatModel,
  ThreatItem,
  ThreatModelReading,
  Warning,
} from "./reading.ts";
import { repeatedIds } from "./repeated-ids.ts";

/** A threat of the library that stands on a component, data flow or trust zone. */
type Placed = { instance: OtmInstance; hostId: string; hostName: string | null; path: Path };

/** Open Threat Model 0.2 (and 0.1): each instance is a threat, each mitigation of the library a mitigation. */
export function readOtm(value: JsonValue): ThreatModelReading {
  const parsed = validate(otmDocument, value);
  if (!parsed.ok) return parsed;
  const document = parsed.data;
  const problems = (["trustZones", "components", "dataflows", "threats", "mitigations"] as const).flatMap((list) =>
    repeatedIds(document[list] ?? [], [list]),
  );
  if (problems.length > 0) return { ok: false, problems };
  return readDocument(document);
}

function readDocument(document: OtmDocument): ReadThreatModel {
  const library = new Map((document.threats ?? []).map((threat) => [threat.id, threat]));
  const mitigationIds = new Set((document.mitigations ?? []).map((mitigation) => mitigation.id));
  const warnings = versionWarnings(document);
  const links: MitigationLink[] = [];
  const taken = new Map<string, number>();
  const threats = placedThreats(document).map((placed, position) => {
    const externalId = identify(placed, taken);
    const raw = library.get(placed.instance.threat);
    const threat = threatOf(placed, raw, externalId, position, mitigationIds);
    links.push(...linksOf(placed.instance, externalId, mitigationIds));
    warnings.push(...threatWarnings(placed, raw, threat));
    return threat;
  });
  return {
    ok: true,
    format: "otm",
    shape: "full",
    name: document.project?.name ?? null,
    description: document.project?.description ?? null,
    threats,
    mitigations: mitigationsOf(document, links),
    assumptions: [],
    links: { mitigation: links, assumption: [] },
    hasDiagram: (document.representations ?? []).some((shown) => shown.type === "diagram"),
    hasDataflowDescription: (document.dataflows ?? []).length > 0,
    envelope: { keys: Object.keys(document), values: document },
    warnings,
  };
}

function placedThreats(document: OtmDocument): Placed[] {
  return (["components", "dataflows", "trustZones"] as const).flatMap((list) =>
    (document[list] ?? []).flatMap((host, hostIndex) =>
      (host.threats ?? []).map((instance, index) => {
        return { instance, hostId: host.id, hostName: host.name ?? null, path: [list, hostIndex, "threats", index] };
      }),
    ),
  );
}

/** The instance has no id of its own: its place and its threat name it, and a count where the same stands there twice. */
function identify({ instance, hostId, path }: Placed, taken: Map<string, number>): string {
  const base = `${path[0]}/${hostId}/${instance.threat}`;
  const count = (taken.get(base) ?? 0) + 1;
  taken.set(base, count);
  return derivedId("instance", base, count);
}

function threatOf(
  { instance, hostId, hostName }: Placed,
  raw: OtmThreat | undefined,
  externalId: string,
  position: number,
  known: ReadonlySet<string>,
): ThreatItem {
  const resolvable = (instance.mitigations ?? []).filter((link) => known.has(link.mitigation));
  const dangling = (instance.mitigations ?? []).filter((link) => !known.has(link.mitigation));
  const { priority, rawPriority } = riskOf(raw);
  const letters = (raw?.categories ?? []).flatMap((name) => strideLetter(String(name)) ?? []);
  return {
    externalId,
    numericId: null,
    position,
    statement: raw === undefined ? `Threat ${instance.threat}` : titled(raw.name, raw.description),
    priority,
    rawPriority,
    stride: [...new Set(letters)],
    tags: [...(raw?.tags ?? []), ...(raw?.cwes ?? [])].map(String),
    state: otmState(
      instance.state ?? null,
      resolvable.map((link) => link.state ?? null),
    ),
    rawStatus: instance.state ?? null,
    source: null,
    prerequisites: null,
    action: null,
    impact: null,
    goals: [],
    assets: [hostName?.trim() ? hostName : hostId],
    comments: null,
    metadata: metadataOf(raw),
    mitigationIds: [...new Set(resolvable.map((link) => link.mitigation))],
    danglingMitigationIds: [...new Set(dangling.map((link) => link.mitigation))],
    assumptionIds: [],
    outOfScope: false,
    raw: { ...instance, library: raw ?? null },
  };
}

function metadataOf(raw: OtmThreat | undefined): MetadataEntry[] {
  const categories = (raw?.categories ?? []).map(String);
  return categories.length > 0 ? [{ key: "categories", value: categories }] : [];
}

/** Likelihood and impact run from 0 to 100; their product over 1000 is the score that decides the priority. */
function riskOf(raw: OtmThreat | undefined): { priority: Priority | null; rawPriority: string | null } {
  const likelihood = raw?.risk?.likelihood ?? null;
  const impact = raw?.risk?.impact ?? null;
  if (likelihood === null || impact === null) return { priority: null, rawPriority: null };
  const score = (likelihood * impact) / 1000;
  const priority = score >= 9 ? "critical" : score >= 7 ? "high" : score >= 4 ? "medium" : "low";
  return { priority, rawPriority: `likelihood ${likelihood}, impact ${impact}` };
}

function linksOf(instance: OtmInstance, linkedId: string, known: ReadonlySet<string>): MitigationLink[] {
  return (instance.mitigations ?? []).map(({ mitigation, state }) => {
    return { mitigationId: mitigation, linkedId, resolved: known.has(mitigation), rawStatus: state ?? null };
  });
}

/** The state stands on each link. A mitigation has one of its own only when all its links agree. */
function mitigationsOf(document: OtmDocument, links: readonly MitigationLink[]): MitigationItem[] {
  const byMitigation = grouped(links, (link) => link.mitigationId);
  return (document.mitigations ?? []).map((raw, position) => {
    const own = byMitigation.get(raw.id) ?? [];
    const states = new Set(own.map((link) => link.rawStatus ?? null));
    return {
      externalId: raw.id,
      numericId: null,
      position,
      content: titled(raw.name, raw.description),
      rawStatus: states.size === 1 ? (own[0]?.rawStatus ?? null) : null,
      tags: (raw.tags ?? []).map(String),
      threatIds: [...new Set(own.map((link) => link.linkedId))],
      raw,
    };
  });
}

function versionWarnings({ otmVersion }: OtmDocument): Warning[] {
  if (/^0\.[12](\.|$)/.test(String(otmVersion))) return [];
  return [{ path: ["otmVersion"], message: `version ${otmVersion} is not known; it was read as 0.2` }];
}

function threatWarnings({ instance, path }: Placed, raw: OtmThreat | undefined, threat: ThreatItem): Warning[] {
  const warnings: Warning[] = [];
  if (raw === undefined) {
    warnings.push({ path: [...path, "threat"], message: `the threat "${instance.threat}" is not in the library` });
  }
  (instance.mitigations ?? []).forEach(({ mitigation, state }, index) => {
    const at = [...path, "mitigations", index];
    if (threat.danglingMitigationIds.includes(mitigation)) {
      warnings.push({ path: [...at, "mitigation"], message: `the mitigation "${mitigation}" is not in the library` });
    }
    if (otmMitigationState(state ?? null) === "unknown") {
      warnings.push({ path: [...at, "state"], message: `the state "${state}" is not known` });
    }
  });
  return warnings;
}
