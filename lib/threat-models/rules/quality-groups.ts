import type { ReadThreatModel } from "../formats/reading.ts";
import type { QualityGroup } from "../output.ts";
import { qualityChecks } from "../quality.ts";
import type { QualityItem } from "../quality-view.ts";
import { labels } from "./item-labels.ts";

const WEIGHT = { block: 0, warn: 1, info: 2 } as const;

/** Check results for a model, by check and level, blocking ones first. Each threat is named. */
export function qualityGroups(reading: ReadThreatModel, items: readonly QualityItem[]): QualityGroup[] {
  const titles = new Map(qualityChecks.map(({ id, title }) => [id, title]));
  const label = labels(reading.threats);
  const groups = new Map<string, QualityGroup>();
  for (const { id, level, message, threatExternalId } of items) {
    const key = `${id} ${level}`;
    const group = groups.get(key) ?? { id, title: titles.get(id) ?? id, level, results: [] };
    group.results.push({ message, threat: threatExternalId === undefined ? null : label(threatExternalId) });
    groups.set(key, group);
  }
  return [...groups.values()].toSorted((a, b) => WEIGHT[a.level] - WEIGHT[b.level] || (a.id < b.id ? -1 : 1));
}
