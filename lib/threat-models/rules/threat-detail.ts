import type { ModelDiff } from "../diff.ts";
import type { MitigationItem, ReadThreatModel, ThreatItem } from "../formats/reading.ts";
import type { ThreatDetail, ThreatWords } from "../output.ts";
import type { QualityItem } from "../quality-view.ts";
import type { Rewordings } from "./rewordings.ts";

type Given = {
  reading: ReadThreatModel;
  earlier: ReadThreatModel | null;
  diff: ModelDiff | null;
  reworded: Rewordings | null;
  items: readonly QualityItem[];
};

/**
 * Everything a version says about one threat, and what the previous version said. Null if the threat does not exist.
 */
export function threatDetail(
  { reading, earlier, diff, reworded, items }: Given,
  storedId: string,
): ThreatDetail | null {
  const threat = threatOf(reading, storedId);
  if (!threat) return null;
  const { externalId } = threat;
  const before = earlier?.threats.find((each) => each.externalId === externalId);
  const hasOtherWords = diff?.threats.changed.some(
    (change) => change.externalId === externalId && change.kind === "text",
  );
  const linkedBefore = new Set(before?.mitigationIds);
  return {
    ...wordsOf(threat),
    stride: threat.stride,
    tags: threat.tags,
    before: before && hasOtherWords ? wordsOf(before) : null,
    mitigations: mitigationsOf(reading, threat).map(({ item, status }) => {
      return {
        id: item.externalId,
        text: item.content,
        status,
        added: before !== undefined && !linkedBefore.has(item.externalId),
        rewording: reworded?.mitigations.get(item.externalId)?.words ?? null,
      };
    }),
    unlinked: earlier && before ? unlinkedFrom(earlier, before, threat) : [],
    assumptions: reading.assumptions
      .filter((each) => threat.assumptionIds.includes(each.externalId))
      .map(({ externalId, content }) => {
        const rewording = reworded?.assumptions.get(externalId)?.words ?? null;
        return { id: externalId, text: content, rewording };
      }),
    quality: items
      .filter((item) => item.threatExternalId === externalId)
      .map(({ id, level, message }) => ({ id, level, message })),
  };
}

/**
 * Finds a threat by its stored id. If threats share an id, older versions store one of them under the shared id or its
 * place.
 */
function threatOf({ threats }: ReadThreatModel, storedId: string): ThreatItem | undefined {
  const own = threats.find(({ externalId }) => externalId === storedId);
  return own ?? threats.find(({ places, raw }) => places.includes(storedId) || String(raw.id ?? "") === storedId);
}

function wordsOf({
  statement,
  source,
  prerequisites,
  action,
  impact,
  goals,
  assets,
  comments,
}: ThreatItem): ThreatWords {
  return { statement, source, prerequisites, action, impact, goals, assets, comments };
}

/** The linked mitigations with their status, which some formats keep on the link. */
function mitigationsOf({ mitigations, links }: ReadThreatModel, { externalId, mitigationIds }: ThreatItem) {
  const linked = new Set(mitigationIds);
  const onLink = new Map(
    links.mitigation
      .filter((link) => link.linkedId === externalId)
      .map(({ mitigationId, rawStatus }) => [mitigationId, rawStatus]),
  );
  return mitigations
    .filter((item) => linked.has(item.externalId))
    .map((item) => ({ item, status: onLink.get(item.externalId) ?? item.rawStatus }));
}

function unlinkedFrom(earlier: ReadThreatModel, before: ThreatItem, now: ThreatItem) {
  const kept = new Set(now.mitigationIds);
  const gone = (item: MitigationItem) => before.mitigationIds.includes(item.externalId) && !kept.has(item.externalId);
  return earlier.mitigations.filter(gone).map(({ externalId, content }) => ({ id: externalId, text: content }));
}
