import type { ListDiff, ModelDiff } from "../diff.ts";
import type { ReadThreatModel } from "../formats/reading.ts";
import { type DiffPiece, wholeDiff, wordDiff } from "./word-diff.ts";

/** A text with its removed and added parts, under its item's number. */
export type Rewording = { number: number | null; words: DiffPiece[] };

/** The mitigations and assumptions whose text differs from the previous version, by external id. */
export type Rewordings = Record<"mitigations" | "assumptions", ReadonlyMap<string, Rewording>>;

/** Comparing takes time: beyond this many items of a list, old and new texts are shown whole. */
const MOST_COMPARED = 100;

export function rewordingsOf(after: ReadThreatModel, diff: ModelDiff): Rewordings {
  return {
    mitigations: rewordingsIn(after.mitigations, diff.mitigations),
    assumptions: rewordingsIn(after.assumptions, diff.assumptions),
  };
}

type Numbered = { externalId: string; numericId: number | null };

function rewordingsIn(items: readonly Numbered[], { changed }: ListDiff): Map<string, Rewording> {
  const numbers = new Map(items.map(({ externalId, numericId }) => [externalId, numericId]));
  const reworded = changed.filter(({ kind }) => kind === "text");
  return new Map(
    reworded.map(({ externalId, before, after }, index) => {
      const compare = index < MOST_COMPARED ? wordDiff : wholeDiff;
      return [externalId, { number: numbers.get(externalId) ?? null, words: compare(before, after) }];
    }),
  );
}
