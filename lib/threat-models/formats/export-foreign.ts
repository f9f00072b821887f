import { grouped } from "#lib/grouped.ts";
import { type Documentation, otmMitigationState } from "../documentation.ts";
import { derivedId } from "./derived-id.ts";
import type { JsonObject, MitigationItem, MitigationLink, ReadThreatModel, ThreatItem } from "./reading.ts";

/** The longest texts Threat Composer accepts. Longer texts are cut and kept whole in the metadata. */
const longest = { name: 200, field: 200, tag: 30, statement: 1400, content: 1000, description: 100_000, id: 36 };

/**
 * Converts a Threat Dragon or Open Threat Model reading to valid Threat Composer v1. Content without a place there
 * becomes `custom:` metadata.
 */
export function foreignComposerDocument(reading: ReadThreatModel): JsonObject {
  const { name, description, mitigations, threats, links } = reading;
  const byMitigation = grouped(links.mitigation, (link) => link.mitigationId);
  const states = new Map(threats.map((threat) => [threat.externalId, threat.state]));
  return {
    schema: 1,
    applicationInfo: {
      ...(name === null ? {} : { name: cut(name, longest.name) }),
      ...(description === null ? {} : { description: cut(description, longest.description) }),
    },
    mitigations: mitigations.map((mitigation) => {
      const own = byMitigation.get(mitigation.externalId) ?? [];
      return mitigationObject(mitigation, statusOfMitigation(own, states), own);
    }),
    mitigationLinks: links.mitigation.map(({ mitigationId, linkedId }) => {
      return { mitigationId: idOf("mitigation", mitigationId), linkedId: idOf("threat", linkedId) };
    }),
    threats: threats.map(threatObject),
  };
}

/** Keeps an id of the required length; derives a new id from any other. */
function idOf(kind: "threat" | "mitigation", externalId: string): string {
  return externalId.length === longest.id ? externalId : derivedId("export", kind, externalId);
}

function threatObject(threat: ThreatItem, index: number): JsonObject {
  const { statement, stride, tags, assets, rawStatus, rawPriority, priority } = threat;
  const shortTags = tags.filter((tag) => tag !== "" && tag.length <= longest.tag);
  const kept: Record<string, string | string[] | null> = {
    "full-statement": statement.length > longest.statement ? statement : null,
    "source-status": rawStatus,
    "source-severity": rawPriority,
    "long-tags": tags.filter((tag) => tag.length > longest.tag),
    elements: assets.some((asset) => asset.length > longest.field) ? assets : null,
    "out-of-scope": threat.outOfScope ? "true" : null,
    ...Object.fromEntries(threat.metadata.map(({ key, value }) => [`source-${key}`.slice(0, 40), value])),
  };
  return {
    id: idOf("threat", threat.externalId),
    numericId: index + 1,
    displayOrder: index + 1,
    metadata: [
      ...(priority === null ? [] : [{ key: "Priority", value: priorityNames[priority] }]),
      ...(stride.length === 0 ? [] : [{ key: "STRIDE", value: stride }]),
      ...custom(kept),
    ],
    ...(shortTags.length === 0 ? {} : { tags: shortTags }),
    ...(assets.length === 0 ? {} : { impactedAssets: assets.map((asset) => cut(asset, longest.field)) }),
    statement: cut(statement, longest.statement),
    status: threatStatuses[threat.state],
  };
}

/** The format has no critical priority; the original severity stays in the metadata. */
const priorityNames = { critical: "High", high: "High", medium: "Medium", low: "Low" };

/** An accepted or transferred threat stays open in the export, because the format has no word for a decision. */
const threatStatuses: Record<Documentation, string> = {
  undocumented: "threatIdentified",
  documented: "threatIdentified",
  done: "threatResolved",
  accepted: "threatIdentified",
  transferred: "threatIdentified",
  not_applicable: "threatResolvedNotUseful",
  unknown: "threatIdentified",
};

function mitigationObject(
  { externalId, content, tags, position }: MitigationItem,
  status: string | null,
  links: readonly MitigationLink[],
): JsonObject {
  const kept = {
    "full-content": content.length > longest.content ? content : null,
    "source-states": links.flatMap(({ rawStatus }) => rawStatus ?? []),
    "long-tags": tags.filter((tag) => tag.length > longest.tag),
  };
  const shortTags = tags.filter((tag) => tag !== "" && tag.length <= longest.tag);
  return {
    id: idOf("mitigation", externalId),
    numericId: position + 1,
    displayOrder: position + 1,
    metadata: custom(kept),
    ...(shortTags.length === 0 ? {} : { tags: shortTags }),
    content: cut(content, longest.content),
    ...(status === null ? {} : { status }),
  };
}

const mitigationStatuses: Partial<Record<Documentation, string>> = {
  documented: "mitigationIdentified",
  done: "mitigationResolved",
  accepted: "mitigationResolvedWillNotAction",
  not_applicable: "mitigationResolvedWillNotAction",
};

/** The state on the links if the format has one, else the threat's state; unset if links disagree. */
function statusOfMitigation(
  links: readonly MitigationLink[],
  threats: ReadonlyMap<string, Documentation>,
): string | null {
  const states = new Set(
    links.map(({ linkedId, rawStatus }) => {
      return rawStatus === undefined ? threats.get(linkedId) : otmMitigationState(rawStatus);
    }),
  );
  const [state] = states;
  if (states.size !== 1 || state === undefined) return null;
  return mitigationStatuses[state] ?? null;
}

function custom(entries: Record<string, string | string[] | null>): JsonObject[] {
  return Object.entries(entries).flatMap(([key, value]) => {
    return value === null || value.length === 0 ? [] : [{ key: `custom:${key}`, value }];
  });
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = length - 1;
  const splitsPair = /[\uD800-\uDBFF]/.test(text.charAt(end - 1));
  return `${text.slice(0, splitsPair ? end - 1 : end)}…`;
}
