import { normalised } from "./formats/placeholder.ts";
import type { AssumptionItem, MitigationItem, ReadThreatModel, ThreatItem } from "./formats/reading.ts";
import { withIdsOf } from "./match-versions.ts";
import { movedIds } from "./moved-ids.ts";
import { isUndocumented } from "./unmitigated.ts";

export type ChangeKind = "text" | "priority" | "priority_lost" | "stride" | "status" | "tags";
export type ItemChange = { externalId: string; kind: ChangeKind; before: string; after: string };
type LinkPair = { fromId: string; linkedId: string };
export type Match = { beforeId: string; afterId: string };

/** `moved` contains only items whose position is their only change. */
export type ListDiff = { added: string[]; removed: string[]; changed: ItemChange[]; moved: string[] };

export type ModelDiff = {
  threats: ListDiff;
  mitigations: ListDiff;
  assumptions: ListDiff;
  mitigationLinks: { added: LinkPair[]; removed: LinkPair[] };
  assumptionLinks: { added: LinkPair[]; removed: LinkPair[] };
  newlyMitigated: string[];
  /** Threats undocumented now that were documented before or did not exist before. */
  newlyUnmitigated: string[];
  /**
   * Threats in both versions whose content or linked mitigations differ. Earlier verdicts on them do not carry over.
   */
  toReviewAgain: string[];
  /** Only if the two versions share no id of that kind: pairs with equal text, for a person to confirm. */
  proposedMatches: { threats: Match[]; mitigations: Match[] };
};

/** Changes between two versions of a model, by external id in the later version; never by number. */
export function diffReadings(earlier: ReadThreatModel, after: ReadThreatModel): ModelDiff {
  const before = withIdsOf(after, earlier);
  const threats = diffItems(before.threats, after.threats, threatChanges);
  const mitigations = diffItems(before.mitigations, after.mitigations, mitigationChanges);
  const mitigationLinks = diffLinks(mitigationPairs(before), mitigationPairs(after));
  const pairs = inBoth(before.threats, after.threats);
  return {
    threats,
    mitigations,
    assumptions: diffItems(before.assumptions, after.assumptions, textChange),
    mitigationLinks,
    assumptionLinks: diffLinks(assumptionPairs(before), assumptionPairs(after)),
    newlyMitigated: idsWhere(pairs, (old, now) => isUndocumented(old) && !isUndocumented(now)),
    newlyUnmitigated: newlyUndocumented(before.threats, after.threats),
    toReviewAgain: toReviewAgain(pairs, threats, mitigations, mitigationLinks),
    proposedMatches: {
      threats: proposals(before.threats, after.threats, (threat) => threat.statement),
      mitigations: proposals(before.mitigations, after.mitigations, (mitigation) => mitigation.content),
    },
  };
}

type Item = { externalId: string };
type Pair<T> = [before: T, after: T];
type Change = Omit<ItemChange, "externalId">;

function inBoth<T extends Item>(before: readonly T[], after: readonly T[]): Pair<T>[] {
  const old = new Map(before.map((item) => [item.externalId, item]));
  return after.flatMap((item): Pair<T>[] => {
    const earlier = old.get(item.externalId);
    return earlier === undefined ? [] : [[earlier, item]];
  });
}

function diffItems<T extends Item>(
  before: readonly T[],
  after: readonly T[],
  changesOf: (before: T, after: T) => Change[],
): ListDiff {
  const pairs = inBoth(before, after);
  const shared = new Set(pairs.map(([, item]) => item.externalId));
  const changed = pairs.flatMap(([old, now]) =>
    changesOf(old, now).map((change) => ({ externalId: now.externalId, ...change })),
  );
  const touched = new Set(changed.map((change) => change.externalId));
  const moved = movedIds(idsIn(before, shared), idsIn(after, shared));
  return {
    added: after.map((item) => item.externalId).filter((id) => !shared.has(id)),
    removed: before.map((item) => item.externalId).filter((id) => !shared.has(id)),
    changed,
    moved: moved.filter((id) => !touched.has(id)),
  };
}

function idsIn(items: readonly Item[], shared: ReadonlySet<string>): string[] {
  return items.map((item) => item.externalId).filter((id) => shared.has(id));
}

function threatChanges(before: ThreatItem, after: ThreatItem): Change[] {
  const lost = before.rawPriority !== null && after.rawPriority === null;
  return [
    ...change("text", textOf(before), textOf(after)),
    ...change(lost ? "priority_lost" : "priority", before.rawPriority, after.rawPriority),
    ...setChange("stride", before.stride, after.stride, " "),
    ...change("status", before.rawStatus, after.rawStatus),
    ...setChange("tags", before.tags, after.tags, ", "),
  ];
}

/** The whole content of a threat as lines; an empty part leaves no line. */
function textOf(threat: ThreatItem): string {
  const { statement, source, prerequisites, action, impact, goals, assets, comments } = threat;
  const parts = { source, prerequisites, action, impact, goals: goals.join(", "), assets: assets.join(", "), comments };
  const lines = Object.entries(parts).flatMap(([key, value]) => (value ? [`${key}: ${value}`] : []));
  return [statement, ...lines].join("\n");
}

function mitigationChanges(before: MitigationItem, after: MitigationItem): Change[] {
  return [
    ...textChange(before, after),
    ...change("status", before.rawStatus, after.rawStatus),
    ...setChange("tags", before.tags, after.tags, ", "),
  ];
}

function textChange(before: MitigationItem | AssumptionItem, after: MitigationItem | AssumptionItem): Change[] {
  return change("text", before.content, after.content);
}

function change(kind: ChangeKind, before: string | null, after: string | null): Change[] {
  return before === after ? [] : [{ kind, before: before ?? "", after: after ?? "" }];
}

/** A change of an unordered list: listing the same members in another order changes nothing. */
function setChange(kind: ChangeKind, before: readonly string[], after: readonly string[], between: string): Change[] {
  return isSameSet(before, after) ? [] : change(kind, before.join(between), after.join(between));
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  const [before, after] = [new Set(one), new Set(other)];
  return before.size === after.size && [...before].every((each) => after.has(each));
}

function mitigationPairs({ links }: ReadThreatModel): LinkPair[] {
  return links.mitigation.map(({ mitigationId, linkedId }) => ({ fromId: mitigationId, linkedId }));
}

function assumptionPairs({ links }: ReadThreatModel): LinkPair[] {
  return links.assumption.map(({ assumptionId, linkedId }) => ({ fromId: assumptionId, linkedId }));
}

function diffLinks(before: readonly LinkPair[], after: readonly LinkPair[]) {
  const key = ({ fromId, linkedId }: LinkPair) => JSON.stringify([fromId, linkedId]);
  const old = new Map(before.map((pair) => [key(pair), pair]));
  const now = new Map(after.map((pair) => [key(pair), pair]));
  return {
    added: [...now].filter(([id]) => !old.has(id)).map(([, pair]) => pair),
    removed: [...old].filter(([id]) => !now.has(id)).map(([, pair]) => pair),
  };
}

function idsWhere<T extends Item>(pairs: readonly Pair<T>[], holds: (before: T, after: T) => boolean): string[] {
  return pairs.filter(([old, now]) => holds(old, now)).map(([, now]) => now.externalId);
}

function newlyUndocumented(before: readonly ThreatItem[], after: readonly ThreatItem[]): string[] {
  const already = new Set(before.filter(isUndocumented).map(({ externalId }) => externalId));
  return after
    .filter((threat) => isUndocumented(threat) && !already.has(threat.externalId))
    .map(({ externalId }) => externalId);
}

function toReviewAgain(
  pairs: readonly Pair<ThreatItem>[],
  threats: ListDiff,
  mitigations: ListDiff,
  links: { added: LinkPair[]; removed: LinkPair[] },
): string[] {
  const changedThreats = new Set(threats.changed.map((item) => item.externalId));
  const changedMitigations = new Set(mitigations.changed.map((item) => item.externalId));
  const relinked = new Set([...links.added, ...links.removed].map((link) => link.linkedId));
  return idsWhere(pairs, (old, now) => {
    const linked = [...old.mitigationIds, ...now.mitigationIds];
    const resolvedElsewise = !isSameSet(old.mitigationIds, now.mitigationIds);
    const { externalId } = now;
    if (changedThreats.has(externalId) || relinked.has(externalId) || resolvedElsewise) return true;
    return old.state !== now.state || linked.some((id) => changedMitigations.has(id));
  });
}

function proposals<T extends Item>(before: readonly T[], after: readonly T[], textFor: (item: T) => string): Match[] {
  if (inBoth(before, after).length > 0) return [];
  const waiting = new Map<string, string[]>();
  for (const item of before) {
    const text = normalised(textFor(item));
    if (text !== "") waiting.set(text, [...(waiting.get(text) ?? []), item.externalId]);
  }
  return after.flatMap((item) => {
    const beforeId = waiting.get(normalised(textFor(item)))?.shift();
    return beforeId === undefined ? [] : [{ beforeId, afterId: item.externalId }];
  });
}
