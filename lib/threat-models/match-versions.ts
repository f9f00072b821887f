import { grouped } from "#lib/grouped.ts";
import { derivedId } from "./formats/derived-id.ts";
import type { ReadThreatModel, ThreatItem } from "./formats/reading.ts";
import { mitigationIdOf } from "./formats/threat-dragon.ts";
import { byContent } from "./formats/unique-ids.ts";
import { unorderedText } from "./formats/unordered-text.ts";

/**
 * An earlier version with its threats under the ids of a later one: the id of a threat with a shared id depends on
 * which copies exist. Threats match if they are in the same place; among several, those with the same content match
 * first.
 */
export function withIdsOf(later: ReadThreatModel, earlier: ReadThreatModel): ReadThreatModel {
  const renamed = renamedIds(earlier.threats, later.threats);
  if (renamed.size === 0) return earlier;
  const idOf = (id: string) => renamed.get(id) ?? id;
  const ofMitigations = new Map([...renamed].map(([old, now]) => [mitigationIdOf(old), mitigationIdOf(now)]));
  const mitigationOf = (id: string) => ofMitigations.get(id) ?? id;
  return {
    ...earlier,
    threats: earlier.threats.map((threat) => ({
      ...threat,
      externalId: idOf(threat.externalId),
      mitigationIds: threat.mitigationIds.map(mitigationOf),
      writtenMitigationIds: threat.writtenMitigationIds.map(mitigationOf),
    })),
    mitigations: earlier.mitigations.map((mitigation) => ({
      ...mitigation,
      externalId: mitigationOf(mitigation.externalId),
      threatIds: mitigation.threatIds.map(idOf),
    })),
    links: {
      ...earlier.links,
      mitigation: earlier.links.mitigation.map((link) => {
        return { ...link, mitigationId: mitigationOf(link.mitigationId), linkedId: idOf(link.linkedId) };
      }),
    },
  };
}

type Pair = { old: ThreatItem; now: ThreatItem };

/** The new ids of threats that a later version renames, and of those whose id it uses for another threat. */
function renamedIds(before: readonly ThreatItem[], after: readonly ThreatItem[]): Map<string, string> {
  const found = pairsAt(0, before, after);
  const [olds, nows] = [new Set(found.map(({ old }) => old)), new Set(found.map(({ now }) => now))];
  const left = before.filter((threat) => !olds.has(threat));
  const others = after.filter((threat) => !nows.has(threat));
  found.push(...pairsAt(1, left, others));
  const taken = new Set(found.map(({ now }) => now.externalId));
  const paired = new Map(found.map(({ old, now }) => [old, now.externalId]));
  return new Map(
    before.flatMap((threat): [string, string][] => {
      const { externalId } = threat;
      const id = paired.get(threat) ?? (taken.has(externalId) ? derivedId("gone", externalId) : externalId);
      return id === externalId ? [] : [[externalId, id]];
    }),
  );
}

/** The threats of two versions in the same place, at one level of exactness. */
function pairsAt(level: number, before: readonly ThreatItem[], after: readonly ThreatItem[]): Pair[] {
  const placed = (threats: readonly ThreatItem[]) =>
    grouped(
      threats.filter(({ places }) => places[level] !== undefined),
      ({ places }) => places[level] ?? "",
    );
  const there = placed(after);
  return [...placed(before)].flatMap(([place, olds]) => pairsOf(olds, there.get(place) ?? []));
}

/** Pairs threats one to one: those with the same content first, then the rest in order of content. */
function pairsOf(before: readonly ThreatItem[], after: readonly ThreatItem[]): Pair[] {
  const [one, other] = [before[0], after[0]];
  if (one && other && before.length === 1 && after.length === 1) return [{ old: one, now: other }];
  const waiting = grouped(byContent(before.map(said)), ({ text }) => text);
  const nows = byContent(after.map(said));
  const same = nows.map(({ text }) => waiting.get(text)?.shift()?.threat);
  const rest = [...waiting.values()].flat();
  return nows.flatMap(({ threat: now }, index) => {
    const old = same[index] ?? rest.shift()?.threat;
    return old ? [{ old, now }] : [];
  });
}

function said(threat: ThreatItem) {
  const { raw, assets, outOfScope } = threat;
  const text = unorderedText({ raw, assets, outOfScope });
  return { threat, text, content: () => text };
}
