import { counted } from "#lib/words.ts";
import type { ChangeKind, ItemChange, ListDiff, Match, ModelDiff } from "../diff.ts";
import type { ReadThreatModel } from "../formats/reading.ts";
import type { ChangeGroup } from "../output.ts";
import { labels } from "./item-labels.ts";
import type { Rewording, Rewordings } from "./rewordings.ts";

type Label = (externalId: string) => string;

const KIND_WORDS: Record<ChangeKind, [one: string, many: string]> = {
  text: ["text changed", "texts changed"],
  priority: ["priority changed", "priorities changed"],
  priority_lost: ["priority lost", "priorities lost"],
  stride: ["STRIDE changed", "STRIDE changed"],
  status: ["status changed", "statuses changed"],
  tags: ["tag list changed", "tag lists changed"],
};

/** The changes between two versions, in words. Changes that weaken the model come first. */
export function changeWords(
  before: ReadThreatModel,
  after: ReadThreatModel,
  diff: ModelDiff,
  reworded: Rewordings,
): ChangeGroup[] {
  const label = {
    threats: labels(before.threats, after.threats),
    mitigations: labels(before.mitigations, after.mitigations),
    assumptions: labels(before.assumptions, after.assumptions),
  };
  const linkLine = (link: { fromId: string; linkedId: string }, from: Label) =>
    `${from(link.fromId)} – ${label.threats(link.linkedId)}`;
  const groups = [
    group(
      "threat newly without a documented mitigation",
      "threats newly without a documented mitigation",
      diff.newlyUnmitigated.map(label.threats),
    ),
    group(
      "threat got its first documented mitigation",
      "threats got their first documented mitigation",
      diff.newlyMitigated.map(label.threats),
    ),
    ...listWords("threat", diff.threats, label.threats, { matches: diff.proposedMatches.threats }),
    ...listWords("mitigation", diff.mitigations, label.mitigations, {
      matches: diff.proposedMatches.mitigations,
      reworded: reworded.mitigations,
    }),
    ...listWords("assumption", diff.assumptions, label.assumptions, { reworded: reworded.assumptions }),
    group(
      "mitigation linked",
      "mitigations linked",
      diff.mitigationLinks.added.map((link) => linkLine(link, label.mitigations)),
    ),
    group(
      "mitigation unlinked",
      "mitigations unlinked",
      diff.mitigationLinks.removed.map((link) => linkLine(link, label.mitigations)),
    ),
    group(
      "assumption linked",
      "assumptions linked",
      diff.assumptionLinks.added.map((link) => linkLine(link, label.assumptions)),
    ),
    group(
      "assumption unlinked",
      "assumptions unlinked",
      diff.assumptionLinks.removed.map((link) => linkLine(link, label.assumptions)),
    ),
    group("threat needs another review", "threats need another review", diff.toReviewAgain.map(label.threats)),
  ];
  return groups.filter(({ items }) => items.length > 0);
}

function group(one: string, many: string, items: ChangeGroup["items"]): ChangeGroup {
  return { title: counted(items.length, one, many), items };
}

function listWords(
  one: string,
  diff: ListDiff,
  label: Label,
  { reworded, matches = [] }: { reworded?: ReadonlyMap<string, Rewording>; matches?: readonly Match[] },
): ChangeGroup[] {
  const many = `${one}s`;
  const kinds = (Object.keys(KIND_WORDS) as ChangeKind[]).map((kind) => {
    const [single, plural] = KIND_WORDS[kind];
    const changes = diff.changed.filter((change) => change.kind === kind);
    return group(
      `${one} ${single}`,
      `${one} ${plural}`,
      changes.map((change) => {
        const rewording = kind === "text" ? reworded?.get(change.externalId) : undefined;
        return rewording ?? changeLine(change, label);
      }),
    );
  });
  return [
    group(`${one} removed`, `${many} removed`, diff.removed.map(label)),
    group(`${one} added`, `${many} added`, diff.added.map(label)),
    group(
      `added ${one} has the same text as a removed one`,
      `added ${many} have the same text as removed ones`,
      matches.map(({ beforeId, afterId }) => `${label(beforeId)} – ${label(afterId)}`),
    ),
    ...kinds,
    group(`${one} moved`, `${many} moved`, diff.moved.map(label)),
  ];
}

/** A changed threat text already has its new wording in the label; other changes say from what to what. */
function changeLine({ externalId, kind, before, after }: ItemChange, label: Label): string {
  if (kind === "text") return label(externalId);
  return `${label(externalId)}: from ${before || "unset"} to ${after || "unset"}`;
}
