import type { Box } from "./box.ts";
import type { Budget } from "./limits.ts";
import type { Pattern } from "./pattern.ts";
import { PatternIndex } from "./string-test.ts";

function keyOf({ ids }: Box): string {
  return JSON.stringify([...ids].sort());
}

/** Boxes by the actions they name, so that only those that may share an action with a region are compared with it. */
export class BoxIndex {
  private readonly boxes: Box[];
  private readonly byPattern = new Map<Pattern, number[]>();
  private readonly index: PatternIndex;
  private readonly open: number[] = [];
  private keys: Set<string> | undefined;

  constructor(boxes: Box[]) {
    this.boxes = boxes;
    for (const [at, { action }] of boxes.entries()) {
      const named = action.find(({ negated }) => !negated);
      if (named === undefined) this.open.push(at);
      for (const pattern of named?.patterns ?? []) {
        this.byPattern.set(pattern, [...(this.byPattern.get(pattern) ?? []), at]);
      }
    }
    this.index = new PatternIndex([...this.byPattern.keys()]);
  }

  /** Whether one of the boxes asks just what this one asks, in the same words. */
  has(box: Box): boolean {
    this.keys ??= new Set(this.boxes.map(keyOf));
    return this.keys.has(keyOf(box));
  }

  near(region: Box, budget: Budget): Box[] {
    const named = region.action.find(({ negated }) => !negated);
    budget.spend(this.boxes.length >> 3);
    if (named === undefined) return this.boxes;
    const found = new Set(this.open);
    for (const pattern of named.patterns) {
      for (const other of this.index.overlapping(pattern))
        for (const at of this.byPattern.get(other) ?? []) found.add(at);
    }
    return this.boxes.filter((_, at) => found.has(at));
  }
}
