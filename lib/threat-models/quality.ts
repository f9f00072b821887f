import type { ReadThreatModel } from "./formats/reading.ts";
import { linkChecks } from "./quality-links.ts";
import { modelChecks } from "./quality-model.ts";
import { threatChecks } from "./quality-threats.ts";
import { type QualityCheck, type QualityItem, qualityView } from "./quality-view.ts";

export type { QualityItem, QualityLevel } from "./quality-view.ts";

/** Every check that a reading can answer. */
export const qualityChecks: readonly QualityCheck[] = [...threatChecks, ...linkChecks, ...modelChecks].toSorted(
  (a, b) => (a.id < b.id ? -1 : 1),
);

/** The blocking and other items of a model, by check and then in file order. No percentage is derived from them. */
export function qualityItems(reading: ReadThreatModel): QualityItem[] {
  const view = qualityView(reading);
  return qualityChecks.flatMap((check) => check.run(view).map((result) => ({ id: check.id, ...result })));
}
