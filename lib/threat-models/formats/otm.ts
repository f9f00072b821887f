import { grouped } from "#lib/grouped.ts";
import { isOtmThreatState, otmMitigationState, otmState, type Priority } from "../documentation.ts";
import { derivedId } from "./derived-id.ts";
import { validate } from "./issues.ts";
import { type OtmDocument, type OtmInstance, type OtmThreat, otmDocument } from "./otm-schema.ts";
import { isWritten } from "./placeholder.ts";
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
import { withUniqueIds } from "./unique-ids.ts";
import { unorderedText } from "./unordered-text.ts";

/** A library threat placed on a component, data flow or trust zone. */
type Placed = {
  instance: OtmInstance;
  externalId: string;
  place: string;
  hostId: string;
  hostName: string | null;
  path: Path;
};

/** Open Threat Model 0.2 (and 0.1): each instance becomes a threat, each library mitigation a mitigation. */
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
  const known = new Set((document.mitigations ?? []).map((mitigation) => mitigation.id));
  const warnings = versionWarnings(document);
  const all = placedThreats(document);
  const links = all.flatMap(({ instance, externalId }) => linksOf(instance, externalId, known));
  const mitigations = mitigationsOf(document, links);
  const isWrittenOf = new Map(mitigations.map(({ externalId, content }) => [externalId, isWritten(content)]));
  const threats = all.map((placed, position) => {
    const raw = library.get(placed.instance.threat);
    const threat = threatOf(placed, raw, position, isWrittenOf);
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
    mitigations,
    assumptions: [],
    links: { mitigation: links, assumption: [] },
    hasDiagram: (document.representations ?? []).some((shown) => shown.type === "diagram"),
    hasDataflowDescription: (document.dataflows ?? []).length > 0,
    envelope: { keys: Object.keys(document), values: document },
    warnings,
  };
}

function placedThreats(document: OtmDocument): Placed[] {
  const all = (["components", "dataflows", "trustZones"] as const).flatMap((list) =>
    (document[list] ?? []).flatMap(({ id: hostId, name: hostName = null, threats }, hostIndex) =>
      (threats ?? []).map((instance, index) => {
        const idOf = (count: number) => derivedId("instance", `${list}/${hostId}/${instance.threat}`, count);
        return { instance, idOf, hostId, hostName, path: [list, hostIndex, "threats", index] };
      }),
    ),
  );
  // An instance has no id, so its place and its threat name it, plus a count for repeats in the same place.
  const ids = withUniqueIds(
    all.map(({ instance, idOf }) => ({ ids: [idOf(1)], again: idOf, content: () => unorderedText(instance) })),
  );
  return all.map(({ idOf, ...placed }, index) => {
    const place = idOf(1);
    return { ...placed, place, externalId: ids[index] ?? place };
  });
}

function threatOf(
  { instance, externalId, place, hostId, hostName }: Placed,
  raw: OtmThreat | undefined,
  position: number,
  isWrittenOf: ReadonlyMap<string, boolean>,
): ThreatItem {
  const resolvable = (instance.mitigations ?? []).filter((link) => isWrittenOf.has(link.mitigation));
  const written = resolvable.filter((link) => isWrittenOf.get(link.mitigation));
  const dangling = (instance.mitigations ?? []).filter((link) => !isWrittenOf.has(link.mitigation));
  const { priority, rawPriority } = riskOf(raw);
  const letters = (raw?.categories ?? []).flatMap((name) => strideLetter(String(name)) ?? []);
  return {
    externalId,
    places: [place],
    numericId: null,
    position,
    statement: raw === undefined ? `Threat ${instance.threat}` : titled(raw.name, raw.description),
    priority,
    rawPriority,
    stride: [...new Set(letters)],
    tags: [...(raw?.tags ?? []), ...(raw?.cwes ?? [])].map(String),
    state: otmState(
      instance.state ?? null,
      written.length > 0,
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
    mitigationIds: idsOf(resolvable),
    writtenMitigationIds: idsOf(written),
    danglingMitigationIds: idsOf(dangling),
    assumptionIds: [],
    outOfScope: false,
    raw: { ...instance, library: raw ?? null },
  };
}

function idsOf(links: NonNullable<OtmInstance["mitigations"]>): string[] {
  return [...new Set(links.map((link) => link.mitigation))];
}

function metadataOf(raw: OtmThreat | undefined): MetadataEntry[] {
  const categories = (raw?.categories ?? []).map(String);
  return categories.length > 0 ? [{ key: "categories", value: categories }] : [];
}

/** Likelihood and impact range from 0 to 100; their product over 1000 is the score that decides the priority. */
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

/** The state is on each link. A mitigation has its own state only if all its links agree. */
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
  return [{ path: ["otmVersion"], message: `version ${otmVersion} is unknown; it was read as 0.2` }];
}

function threatWarnings({ instance, path }: Placed, raw: OtmThreat | undefined, threat: ThreatItem): Warning[] {
  const warnings: Warning[] = [];
  if (raw === undefined) {
    warnings.push({ path: [...path, "threat"], message: `the threat "${instance.threat}" is not in the library` });
  }
  if (!isOtmThreatState(instance.state ?? "")) {
    warnings.push({ path: [...path, "state"], message: `the state "${instance.state}" is not known` });
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
